import { DescribeDomainCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import {
  dataStreamName,
  dataStreamPattern,
  deliveryFunctionNames,
  LOGS,
  type RoleName,
  roleName,
  searchDomainName,
} from "../../../catalog";
import { retentionDaysOf, samlGroups, shardsOf } from "../../../config";
import { fetchCapabilities } from "../../../lambda/search-content/capabilities";
import { content, type Content } from "../../../lambda/search-content/content";
import { listDataStreams, outdatedDataStreams } from "../../../lambda/search-content/data-streams";
import type { Document } from "../../../lambda/search-content/document";
import type { EngineClient } from "../../../lambda/search-content/engine-client";
import type { Check, CheckContext } from "../check";
import { deployAgain, failed, type Outcome, unlessProblems, verified } from "../outcome";
import { differences } from "./differences";
import { ifExists } from "./if-exists";

const hasEngine: NonNullable<Check["appliesTo"]> = ({ search }) => search.kind !== "none";

const domain: Check = {
  id: "domain",
  item: "log-aggregation",
  title: "the search domain is ready",
  appliesTo: ({ search }) => search.kind === "domain",
  async run({ aws, config: { environment } }) {
    const DomainName = searchDomainName(environment);
    const found = await ifExists(
      new OpenSearchClient(aws).send(new DescribeDomainCommand({ DomainName })),
      "ResourceNotFoundException",
    );
    const status = found?.DomainStatus;
    if (!status || status.Deleted)
      return failed(`the domain ${DomainName} does not exist`, deployAgain(environment));
    return unlessProblems(
      [
        ...(status.Created ? [] : ["it is being created"]),
        ...(status.Processing || status.UpgradeProcessing
          ? ["a change of its configuration is in progress"]
          : []),
        ...((status.Endpoint ?? status.Endpoints?.["vpc"]) ? [] : ["it has no endpoint"]),
      ].map((problem) => `the domain ${DomainName}: ${problem}`),
      `DescribeDomain of ${DomainName}: created, no change in progress, with an endpoint`,
      "wait until the change has ended: aws opensearch describe-domain-change-progress; a deployment can take hours",
    );
  },
};

const health: Check = {
  id: "search-health",
  item: "log-aggregation",
  title: "the data streams are healthy",
  appliesTo: hasEngine,
  async run({ engine, config: { environment } }) {
    const path = `/_cluster/health/${dataStreamPattern(environment)}`;
    const { status, unassigned_shards: unassigned } = await (
      await engine()
    ).get<{
      readonly status: string;
      readonly unassigned_shards: number;
    }>(path);
    return status === "green"
      ? verified(`GET ${path} answers green: all shards are assigned`)
      : failed(
          `GET ${path} answers ${status}: ${unassigned} shards are not assigned`,
          status === "red"
            ? "see docs/runbook.md#domain-red"
            : "wait until the replicas are assigned; _cluster/allocation/explain names the reason",
        );
  },
};

const dataStreams: Check = {
  id: "data-streams",
  item: "log-aggregation",
  title: "the data streams exist, with the fields of the catalogue",
  appliesTo: hasEngine,
  async run(context) {
    const { environment } = context.config;
    const engine = await context.engine();
    const { indexTemplates } = await desiredContent(context, engine);
    const existing = await listDataStreams(engine, environment);
    const names = new Set(existing.map(({ name }) => name));
    const expected = LOGS.map(({ id }) => dataStreamName(environment, id));
    const outdated =
      existing.length === 0
        ? []
        : await outdatedDataStreams(engine, existing, { environment, ...indexTemplates });
    return unlessProblems(
      [
        ...expected
          .filter((name) => !names.has(name))
          .map((name) => `the data stream ${name} does not exist`),
        ...outdated.map(({ name }) => `the write index of ${name} has the mapping of an earlier deployment`),
      ],
      `${expected.length} data streams, whose write indexes have revision ${indexTemplates.revision} of the mapping`,
      applyAgain(environment),
    );
  },
};

const indexTemplates: Check = {
  id: "index-templates",
  item: "log-aggregation",
  title: "index templates, mapping and ingest pipeline are those of the catalogue",
  appliesTo: hasEngine,
  run: (context) =>
    compareWithEngine(context, (desired) => [desired.ingestPipeline, ...desired.indexTemplates.documents]),
};

const searchTemplates: Check = {
  id: "search-templates",
  item: "log-aggregation",
  title: "the search templates are those of the catalogue",
  appliesTo: hasEngine,
  run: (context) => compareWithEngine(context, (desired) => desired.searchTemplates),
};

const searchRoles: Check = {
  id: "search-roles",
  item: "security",
  title: "the roles of the search engine and their mappings are those of the catalogue",
  appliesTo: hasEngine,
  run: (context) => compareWithEngine(context, (desired) => desired.roles),
};

export const search: readonly Check[] = [
  domain,
  health,
  dataStreams,
  indexTemplates,
  searchTemplates,
  searchRoles,
];

/** A deployment writes the search content only if it changed. */
function applyAgain(environment: string): string {
  return (
    `${deployAgain(environment)}; if the stacks are up to date, raise retentionDays of one log, deploy the Search stack, and ` +
    "restore the value: a deployment writes the search content only if it changed"
  );
}

async function compareWithEngine(
  context: CheckContext,
  select: (desired: Content) => readonly Document[],
): Promise<Outcome> {
  const engine = await context.engine();
  const documents = select(await desiredContent(context, engine));
  const problems = await Promise.all(documents.map((document) => problemsOf(engine, document)));
  return unlessProblems(
    problems.flat(),
    `${documents.length} documents of the search engine contain what this version of the catalogue defines`,
    applyAgain(context.config.environment),
  );
}

async function problemsOf(engine: EngineClient, { path, body }: Document): Promise<readonly string[]> {
  const answer = await engine.getIfExists<unknown>(path);
  if (answer === undefined) return [`${path} does not exist`];
  const [difference] = differences(body, unwrap(path, answer));
  return difference === undefined ? [] : [`${path} differs at ${difference}`];
}

/** The document in the answer to a GET of its path. Source: OpenSearch documentation, the API of each kind. */
function unwrap(path: string, answer: unknown): unknown {
  const name = path.split("/").at(-1) ?? "";
  const all = answer as Readonly<Record<string, unknown>>;
  if (path.startsWith("/_index_template/")) return only(all["index_templates"])?.["index_template"];
  if (path.startsWith("/_component_template/"))
    return only(all["component_templates"])?.["component_template"];
  return path.startsWith("/_scripts/") ? all : all[name];
}

function only(list: unknown): Readonly<Record<string, unknown>> | undefined {
  return (list as readonly Readonly<Record<string, unknown>>[] | undefined)?.[0];
}

/** The content that a deployment of this version would write. */
async function desiredContent({ config, account }: CheckContext, engine: EngineClient): Promise<Content> {
  const { environment, search: settings } = config;
  const { distribution } = await fetchCapabilities(engine);
  const roleArns = (names: readonly RoleName[]) =>
    names.map(
      (name) => `arn:${partitionOf(config.region)}:iam::${account}:role/${roleName(environment, name)}`,
    );
  return content({
    environment,
    distribution,
    ...shardsOf(settings),
    retentionDays: Object.fromEntries(LOGS.map((log) => [log.id, retentionDaysOf(config, log)])),
    writers: roleArns(deliveryFunctionNames("opensearch")),
    readers: [...roleArns(["reader"]), ...samlGroups(settings, "readers")],
    auditors: [...roleArns(["auditor"]), ...samlGroups(settings, "auditors")],
  });
}

/** Source: AWS General Reference, "Amazon Resource Names (ARNs)". */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
