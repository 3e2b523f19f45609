import {
  dataStreamName,
  dataStreamPattern,
  LOGS,
  OPERATIONAL_LOG_IDS,
  searchContentName,
  searchTemplateId,
} from "../../catalog";
import { SECURITY_API } from "../../lambda/search-content/content/security-api";
import { searchContentEnvironment } from "./search-content-environment";

const ENVIRONMENT = "roletest";
const ALL = dataStreamPattern(ENVIRONMENT);
const AUDIT_LOGS = LOGS.filter(({ dataClass }) => dataClass === "audit");
const APPLICATION = dataStreamName(ENVIRONMENT, "application");

interface DocumentLocation {
  readonly _index: string;
  readonly _id: string;
}
const CHANGED = { "@timestamp": "2026-01-01T00:00:00Z", message: "changed" };

const environment = searchContentEnvironment(ENVIRONMENT);
const { writer, reader, auditor, clientWith, setUp, tearDown, apply } = environment;
const { ask, bulk, create, indexBehind, search, countOf } = environment;

beforeAll(setUp);
afterAll(tearDown);

describe("the writer", () => {
  test("creates one document per id", async () => {
    const document = { "@timestamp": new Date().toISOString(), event: "test.once" };
    await expect(create(APPLICATION, document, "once")).resolves.toMatchObject({ status: 201 });
    await expect(create(APPLICATION, document, "once")).resolves.toMatchObject({ status: 409 });
  });

  test("may search documents by id, and sees their time but no other field", async () => {
    const document = { "@timestamp": "2026-01-01T00:00:00Z", event: "test.found", message: "not for it" };
    const created = await create(APPLICATION, document, "found");
    expect([201, 409]).toContain(created?.status);
    await expect(search({ ids: { values: ["found"] } })).resolves.toHaveLength(1);

    const found = (query: object) => ask(writer, "POST", `/${APPLICATION}/_search`, { query });
    await expect(found({ ids: { values: ["found"] } })).resolves.toMatchObject({
      body: { hits: { hits: [{ _id: "found", _source: { "@timestamp": document["@timestamp"] } }] } },
    });
    const text = JSON.stringify(await found({ ids: { values: ["found"] } }));
    expect(text).not.toMatch(/not for it|test\.found/);
    await expect(found({ term: { event: "test.found" } })).resolves.toMatchObject({
      status: 200,
      body: { hits: { hits: [] } },
    });
  });

  test("sees the creation date of each index of a data stream", async () => {
    const seen = await ask(writer, "GET", `/${APPLICATION}/_settings/index.creation_date`, undefined);
    expect(seen.status).toBe(200);
    expect(JSON.stringify(seen.body)).toMatch(/creation_date/);
  });

  test.each([
    [
      "run a search template",
      "POST",
      `/${ALL}/_search/template`,
      { id: searchTemplateId(ENVIRONMENT, "error-analysis") },
    ],
    ["read by id", "GET", `/${APPLICATION}/_doc/once`, undefined],
    ["delete by query", "POST", `/${ALL}/_delete_by_query`, { query: { match_all: {} } }],
    ["update by query", "POST", `/${ALL}/_update_by_query`, { query: { match_all: {} } }],
    ["delete a data stream", "DELETE", `/_data_stream/${APPLICATION}`, undefined],
    ["create a data stream", "PUT", `/_data_stream/logs-inventorysync.other-${ENVIRONMENT}`, undefined],
    ["change a mapping", "PUT", `/${APPLICATION}/_mapping`, { dynamic: true }],
    [
      "change the pipeline",
      "PUT",
      `/_ingest/pipeline/${searchContentName(ENVIRONMENT, "record")}`,
      { processors: [] },
    ],
    ["change a role", "PUT", `${SECURITY_API}/roles/${searchContentName(ENVIRONMENT, "writer")}`, {}],
  ])("may not %s", async (_what, method, path, body) => {
    await expect(ask(writer, method, path, body)).resolves.toMatchObject({ status: 403 });
  });

  test.each([
    ["delete", (at: DocumentLocation) => [{ delete: at }]],
    ["update", (at: DocumentLocation) => [{ update: at }, { doc: CHANGED }]],
    ["overwrite", (at: DocumentLocation) => [{ index: at }, CHANGED]],
  ])("may not %s a document, not even in its backing index", async (_what, lines) => {
    const first = { "@timestamp": new Date().toISOString(), event: "test.first" };
    const stream = dataStreamName(ENVIRONMENT, "security");
    const created = await create(stream, first, "first");
    expect([201, 409]).toContain(created?.status);

    const [result] = await bulk(writer, lines({ _index: await indexBehind(stream), _id: "first" }));
    expect([400, 403]).toContain(result?.status);
    await expect(search({ term: { event: "test.first" } })).resolves.toHaveLength(1);
    await expect(countOf({ match: { message: "changed" } })).resolves.toBe(0);
  });

  test("may not write to another environment", async () => {
    const elsewhere = dataStreamName("local", "application");
    await expect(create(elsewhere, { "@timestamp": new Date().toISOString() })).resolves.toMatchObject({
      status: 403,
    });
  });
});

describe.each([
  ["reader", reader],
  ["auditor", auditor],
])("in the indexes of OpenSearch Dashboards, the %s", (_role, user) => {
  const OBJECT = { type: "dashboard", dashboard: { title: "made up" } };
  const GLOBAL = `/.kibana_97/_doc/${ENVIRONMENT}`;
  const OF_ANOTHER_TENANT = `/.kibana_92668751_${ENVIRONMENT}_1/_doc/1`;
  const admin = () => clientWith("administrator", ["admin"]);

  beforeAll(async () => {
    const administrator = await admin();
    for (const path of [GLOBAL, OF_ANOTHER_TENANT])
      await expect(ask(administrator, "PUT", path, OBJECT)).resolves.toHaveProperty(
        "status",
        expect.any(Number),
      );
  });
  afterAll(async () => {
    const administrator = await admin();
    for (const path of [GLOBAL, OF_ANOTHER_TENANT])
      await ask(administrator, "DELETE", path.replace(/\/_doc.*/, ""), undefined);
  });

  test("reads the objects of the global tenant", async () => {
    await expect(ask(user, "GET", GLOBAL, undefined)).resolves.toMatchObject({ status: 200 });
  });

  test("may not change an object of the global tenant", async () => {
    await expect(ask(user, "PUT", GLOBAL, OBJECT)).resolves.toMatchObject({ status: 403 });
  });

  test("may not read the objects of another tenant", async () => {
    await expect(ask(user, "GET", OF_ANOTHER_TENANT, undefined)).resolves.toMatchObject({ status: 403 });
  });
});

describe("the reader", () => {
  test.each(OPERATIONAL_LOG_IDS)("searches the %s log", async (log) => {
    const found = await ask(reader, "POST", `/${dataStreamName(ENVIRONMENT, log)}/_search`, {});
    expect(found.status).toBe(200);
  });

  test.each(AUDIT_LOGS)("may not search the $id log", async ({ id: log }) => {
    const found = await ask(reader, "POST", `/${dataStreamName(ENVIRONMENT, log)}/_search`, {});
    expect(found.status).toBe(403);
  });

  test("may not read audit logs through a terms lookup", async () => {
    const terms = { message: { index: dataStreamName(ENVIRONMENT, "audit"), id: "any", path: "message" } };
    const found = await ask(reader, "POST", `/${APPLICATION}/_search`, { query: { terms } });
    expect(found.status).toBe(403);
  });
});

describe("the auditor", () => {
  test("searches every log, several in one request, and runs search templates", async () => {
    const id = searchTemplateId(ENVIRONMENT, "performance-analysis");
    const many = await auditor.transport.request({
      method: "POST",
      path: "/_msearch",
      bulkBody: [{ index: ALL }, { query: { match_all: {} }, size: 0 }],
    });
    expect(many.body).toMatchObject({ responses: [{ status: 200 }] });
    expect(await ask(auditor, "POST", `/${ALL}/_search/template`, { id })).toMatchObject({
      status: 200,
      body: { hits: { total: { value: 0 } } },
    });
  });
});

describe("a user that is also a writer", () => {
  const TEXT = "seen by people";
  /** The backend role that the engine maps to `all_access`. */
  const ADMINISTRATOR = "admin";
  const messagesFor = async (name: string, ...backendRoles: readonly string[]) => {
    const client = await clientWith(name, backendRoles);
    const found = await ask(client, "POST", `/${APPLICATION}/_search`, {
      query: { ids: { values: ["text"] } },
    });
    const { hits } = found.body as { hits: { hits: { _source: { message?: string } }[] } };
    return hits.hits.map(({ _source }) => _source.message);
  };

  beforeAll(async () => {
    const created = await create(
      APPLICATION,
      { "@timestamp": "2026-01-01T00:00:00Z", message: TEXT },
      "text",
    );
    expect([201, 409]).toContain(created?.status);
    await expect(search({ ids: { values: ["text"] } })).resolves.toHaveLength(1);
  });

  test.each(["reader", "auditor"])("and a %s sees every field", async (role) => {
    await expect(
      messagesFor(`${role}-writer`, `${ENVIRONMENT}-writers`, `${ENVIRONMENT}-${role}s`),
    ).resolves.toEqual([TEXT]);
  });

  test("and an administrator sees only the time, because all_access names no fields", async () => {
    await expect(messagesFor("administrator", ADMINISTRATOR)).resolves.toEqual([TEXT]);
    await expect(messagesFor("both", ADMINISTRATOR, `${ENVIRONMENT}-writers`)).resolves.toEqual([undefined]);
  });

  test("and an administrator sees every field as soon as it is also an auditor", async () => {
    await expect(
      messagesFor("all-three", ADMINISTRATOR, `${ENVIRONMENT}-writers`, `${ENVIRONMENT}-auditors`),
    ).resolves.toEqual([TEXT]);
  });

  test("and an administrator is named in the report, if one backend role gives both roles", async () => {
    const report = await apply({ writers: [`${ENVIRONMENT}-writers`, ADMINISTRATOR] });
    expect(report.AccessControl).toMatch(/warning: admin can read no field except @timestamp/);
    expect((await apply()).AccessControl).not.toMatch(/warning/);
  });
});

describe.each([
  ["reader", reader],
  ["auditor", auditor],
])("the %s", (_role, client) => {
  test.each([
    ["add a document", "POST", `/${APPLICATION}/_doc`, { "@timestamp": "2026-01-01T00:00:00Z" }],
    ["delete by query", "POST", `/${APPLICATION}/_delete_by_query`, { query: { match_all: {} } }],
    ["delete a data stream", "DELETE", `/_data_stream/${APPLICATION}`, undefined],
    ["search another environment", "POST", `/${dataStreamName("local", "application")}/_search`, {}],
    ["read roles", "GET", `${SECURITY_API}/roles`, undefined],
    [
      "change a search template",
      "PUT",
      `/_scripts/${searchTemplateId(ENVIRONMENT, "error-analysis")}`,
      { script: { lang: "mustache", source: "{}" } },
    ],
  ])("may not %s", async (_what, method, path, body) => {
    await expect(ask(client, method, path, body)).resolves.toMatchObject({ status: 403 });
  });
});
