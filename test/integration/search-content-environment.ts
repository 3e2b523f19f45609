import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, errors } from "@opensearch-project/opensearch";
import { dataStreamPattern, QUESTIONS, searchContentName, searchTemplateId } from "../../catalog";
import { applyContent, type ContentReport } from "../../lambda/search-content/apply";
import { SECURITY_API } from "../../lambda/search-content/content/security-api";
import { createEngineClient } from "../../lambda/search-content/engine-client";
import { platformEndpoints } from "./platform-endpoints";

export type Json = Readonly<Record<string, unknown>>;

interface EngineResponse {
  readonly status: number;
  readonly body: unknown;
}

const ROLES = ["writer", "reader", "auditor"] as const;
const PASSWORD = ["Made", "up", "for", "one", "Test", "4711"].join("-");

/** A separate environment in the platform's engine for a test file, with a user for each role. */
export function searchContentEnvironment(environment: string) {
  const all = dataStreamPattern(environment);
  const admin = clientOf("admin");
  const writer = clientOf(`${environment}-writer`);
  const reader = clientOf(`${environment}-reader`);
  const auditor = clientOf(`${environment}-auditor`);

  const extraUsers = new Map<string, Client>();

  async function setUp(): Promise<void> {
    await removeEverything();
    for (const role of ROLES) {
      await request(admin, "PUT", `${SECURITY_API}/internalusers/${environment}-${role}`, {
        password: PASSWORD,
        backend_roles: [`${environment}-${role}s`],
      });
    }
    await apply();
  }

  /** A client of a new user with these backend roles. */
  async function clientWith(name: string, backendRoles: readonly string[]): Promise<Client> {
    const body = { password: PASSWORD, backend_roles: backendRoles };
    await request(admin, "PUT", `${SECURITY_API}/internalusers/${environment}-${name}`, body);
    const client = clientOf(`${environment}-${name}`);
    extraUsers.set(name, client);
    return client;
  }

  async function tearDown(): Promise<void> {
    await removeEverything();
    for (const name of extraUsers.keys())
      await request(admin, "DELETE", `${SECURITY_API}/internalusers/${environment}-${name}`);
    const clients = [admin, writer, reader, auditor, ...extraUsers.values()];
    await Promise.all(clients.map((client) => client.close()));
  }

  function clientOf(user: string): Client {
    const { search: engine } = platformEndpoints();
    if (!engine)
      throw new Error("these tests need the search engine; start the platform without --without-search");
    return new Client({
      node: engine.url,
      auth: user === "admin" ? engine : { username: user, password: PASSWORD },
      ssl: { ca: readFileSync(engine.caFile) },
    });
  }

  function apply(
    changes: {
      readonly replicas?: number;
      readonly writers?: readonly string[];
      readonly readers?: readonly string[];
      readonly auditors?: readonly string[];
    } = {},
  ): Promise<ContentReport> {
    const engine = createEngineClient(admin, { remainingMs: () => 60_000, sleep });
    const properties = {
      environment,
      retentionDays: {},
      primaryShards: 1,
      replicas: 0,
      writers: [`${environment}-writers`],
      readers: [`${environment}-readers`],
      auditors: [`${environment}-auditors`],
      ...changes,
    };
    return applyContent(engine, properties, { info: jest.fn(), warn: jest.fn() });
  }

  async function request(client: Client, method: string, path: string, body?: Json): Promise<EngineResponse> {
    try {
      const answer = await client.transport.request({ method, path, ...(body && { body }) });
      return { status: answer.statusCode ?? 0, body: answer.body as unknown };
    } catch (error) {
      if (!(error instanceof errors.ResponseError)) throw error;
      // Another test file changed the configuration of the security plugin at the same time.
      if (error.statusCode === 409 && path.startsWith(SECURITY_API))
        return request(client, method, path, body);
      return { status: error.statusCode, body: error.body as unknown };
    }
  }

  /** The result of each action of a bulk request. */
  async function bulk(
    client: Client,
    lines: readonly Json[],
  ): Promise<readonly { readonly status: number }[]> {
    const answer = await client.transport.request({ method: "POST", path: "/_bulk", bulkBody: [...lines] });
    const { items } = answer.body as {
      readonly items: readonly Record<string, { readonly status: number }>[];
    };
    return items.flatMap((item) => Object.values(item));
  }

  async function create(
    dataStream: string,
    document: Json,
    id?: string,
  ): Promise<{ readonly status: number } | undefined> {
    const [result] = await bulk(writer, [
      { create: { _index: dataStream, ...(id && { _id: id }) } },
      document,
    ]);
    return result;
  }

  async function write(dataStream: string, documents: readonly Json[]): Promise<void> {
    const lines = documents.flatMap((document) => [{ create: { _index: dataStream } }, document]);
    for (const { status } of await bulk(writer, lines)) expect(status).toBe(201);
    await request(admin, "POST", `/${dataStream}/_refresh`);
  }

  /** The write index of a data stream. */
  async function writeIndexOf(dataStream: string): Promise<string> {
    const { body } = await request(admin, "GET", `/_data_stream/${dataStream}`);
    const [found] = (body as { data_streams: { indices: { index_name: string }[] }[] }).data_streams;
    return found?.indices.at(-1)?.index_name ?? "";
  }

  async function search(query: Json): Promise<readonly Json[]> {
    await request(admin, "POST", `/${all}/_refresh`);
    const { body } = await request(auditor, "POST", `/${all}/_search`, { query });
    return (body as { hits: { hits: { _source: Json }[] } }).hits.hits.map((hit) => hit._source);
  }

  async function countOf(query: Json): Promise<number> {
    await request(admin, "POST", `/${all}/_refresh`);
    const { body } = await request(auditor, "POST", `/${all}/_count`, { query });
    return (body as { count: number }).count;
  }

  async function removeEverything(): Promise<void> {
    const named = (part: string) => searchContentName(environment, part);
    const paths = [
      `/_data_stream/${all}`,
      `/_index_template/${named("logs")}`,
      `/_component_template/${named("record")}`,
      `/_component_template/${named("settings")}`,
      `/_ingest/pipeline/${named("record")}`,
      ...QUESTIONS.map(({ id }) => `/_scripts/${searchTemplateId(environment, id)}`),
      ...ROLES.flatMap((role) => [
        `${SECURITY_API}/rolesmapping/${named(role)}`,
        `${SECURITY_API}/roles/${named(role)}`,
        `${SECURITY_API}/internalusers/${environment}-${role}`,
      ]),
    ];
    for (const path of paths) await request(admin, "DELETE", path);
  }
  return {
    admin,
    writer,
    reader,
    auditor,
    clientWith,
    setUp,
    tearDown,
    apply,
    ask: request,
    bulk,
    create,
    write,
    indexBehind: writeIndexOf,
    search,
    countOf,
  };
}
