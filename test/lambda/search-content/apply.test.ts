import { LOGS, QUESTIONS } from "../../../catalog";
import { applyContent } from "../../../lambda/search-content/apply";
import { indexTemplates } from "../../../lambda/search-content/content/index-templates";
import { QUESTIONS_IN_DASHBOARDS, savedObjects } from "../../../lambda/search-content/content/saved-objects";
import { requestPaths } from "../../../lambda/search-content/request-paths";
import { engineAt } from "../../fixtures/engine/client";
import { OPENSEARCH_WITHOUT_PLUGINS, ELASTICSEARCH, OPENSEARCH } from "../../fixtures/engine/engine-scripts";
import { fakeDashboards } from "../../fixtures/engine/fake-dashboards";
import { matchesPath } from "../../fixtures/engine/matches-path";
import { type Script, type ScriptedEngine, scriptedEngine } from "../../fixtures/engine/scripted-engine";

const PROPERTIES = {
  environment: "test",
  retentionDays: {},
  primaryShards: 1,
  replicas: 1,
  writers: ["arn:w"],
  readers: ["arn:r"],
  auditors: ["arn:a"],
};
const LOG_IDS: readonly string[] = LOGS.map(({ id }) => id);
const ISM = "/_plugins/_ism";

const warn = jest.fn();
let engine: ScriptedEngine;
async function apply(script: Script) {
  engine = await scriptedEngine(script);
  return applyContent(engineAt(engine.url), PROPERTIES, { info: jest.fn(), warn });
}
/** The allowed paths that a test used, as `METHOD /path`. */
const used = new Set<string>();
const allowed = Object.entries(requestPaths("test")).flatMap(([method, paths]) =>
  paths.map((path) => ({ method, path })),
);

afterEach(async () => {
  await engine.close();
  const denied = engine.requests.filter((request) => {
    const permission = allowed.find(
      ({ method, path }) => method === request.method && matchesPath(path, request.path),
    );
    if (permission) used.add(`${permission.method} ${permission.path}`);
    return !permission;
  });
  // The role of the function allows no other request.
  expect(denied).toEqual([]);
});
afterEach(() => warn.mockClear());

test("an empty cluster gets all content in dependency order", async () => {
  const report = await apply({ ...OPENSEARCH, ...fakeDashboards().script });

  expect(engine.requestLines()).toEqual([
    "GET /",
    "GET /_cat/plugins",
    "PUT /_plugins/_security/api/roles/inventorysync-test-writer",
    "PUT /_plugins/_security/api/rolesmapping/inventorysync-test-writer",
    "PUT /_plugins/_security/api/roles/inventorysync-test-reader",
    "PUT /_plugins/_security/api/rolesmapping/inventorysync-test-reader",
    "PUT /_plugins/_security/api/roles/inventorysync-test-auditor",
    "PUT /_plugins/_security/api/rolesmapping/inventorysync-test-auditor",
    "PUT /_plugins/_security/api/audit/config",
    "GET /_plugins/_security/api/rolesmapping/all_access",
    "PUT /_ingest/pipeline/inventorysync-test-record",
    "PUT /_component_template/inventorysync-test-record",
    "PUT /_component_template/inventorysync-test-settings",
    "PUT /_index_template/inventorysync-test-logs",
    "GET /_data_stream/logs-inventorysync.*-test",
    ...LOG_IDS.flatMap((log) => [
      `GET ${ISM}/policies/inventorysync-test-${log}`,
      `PUT ${ISM}/policies/inventorysync-test-${log}`,
    ]),
    ...LOG_IDS.map((log) => `PUT /_data_stream/logs-inventorysync.${log}-test`),
    ...QUESTIONS.map(({ id }) => `PUT /_scripts/inventorysync-test-${id}`),
    "GET /_dashboards/api/status",
    "POST /_dashboards/api/saved_objects/_bulk_get",
    "POST /_dashboards/api/saved_objects/_bulk_create",
  ]);
  expect(report).toEqual({
    Engine: "opensearch 3.7.0",
    AccessControl: "roles, role mappings and audit logging applied",
    Retention: "state management policies applied",
    DataStreams: `${LOG_IDS.length} created, 0 rolled over, 0 unchanged`,
    SearchTemplates: `${QUESTIONS.length} applied`,
    Dashboards: `${QUESTIONS_IN_DASHBOARDS.length + 2} objects written, 0 unchanged`,
  });
});

test.each([
  ["OpenSearch without plugins", OPENSEARCH_WITHOUT_PLUGINS, "flat_object"],
  ["Elasticsearch", ELASTICSEARCH, "flattened"],
])(
  "%s gets the supported content, and the report names the unsupported one",
  async (_name, script, attributes) => {
    const report = await apply(script);

    expect(engine.requestLines().filter((asked) => asked.includes("_plugins/"))).toEqual([]);
    expect(JSON.stringify(engine.requests)).toContain(`"attributes":{"type":"${attributes}"`);
    expect(report.AccessControl).toMatch(/^not applied: .*opensearch-security/);
    expect(report.Retention).toMatch(
      /^not applied: .*opensearch-index-management.*neither roll over nor expire/,
    );
    expect(report.Dashboards).toMatch(/^not applied: .*no OpenSearch Dashboards at \/_dashboards/);
  },
);

test("Dashboards with the current objects is reported as unchanged", async () => {
  const report = await apply({ ...OPENSEARCH, ...fakeDashboards(savedObjects("test")).script });
  expect(report.Dashboards).toBe("unchanged");
});

test("a writer that also has all_access is named in the report and in a warning", async () => {
  const report = await apply({
    ...OPENSEARCH,
    "GET /_plugins/_security/api/rolesmapping/all_access": {
      body: { all_access: { backend_roles: ["arn:w"] } },
    },
  });

  expect(report.AccessControl).toBe(
    "roles, role mappings and audit logging applied; warning: arn:w can read no field except @timestamp, because the " +
      "role mappings of both all_access and inventorysync-test-writer contain it; remove it from one of them, see " +
      "docs/security.md, Several roles in the search engine",
  );
  expect(warn).toHaveBeenCalledWith(report.AccessControl);
});

test("Dashboards with other objects gets them changed", async () => {
  const [first, ...others] = savedObjects("test");
  const changed = [{ ...first, attributes: { ...first?.attributes, title: "made up" } }, ...others];
  const report = await apply({ ...OPENSEARCH, ...fakeDashboards(changed as typeof others).script });
  expect(report.Dashboards).toBe(`1 objects written, ${others.length} unchanged`);
});

describe("a cluster that has content already", () => {
  const indexOf = (log: string, number: number) => `.ds-logs-inventorysync.${log}-test-00000${number}`;
  const dataStream = (log: string) => ({
    name: `logs-inventorysync.${log}-test`,
    indices: [{ index_name: indexOf(log, 1) }, { index_name: indexOf(log, 2) }],
  });
  const { revision } = indexTemplates({
    environment: "test",
    distribution: "opensearch",
    primaryShards: 1,
    replicas: 1,
  });
  const madeOf = (revisions: readonly string[]) =>
    Object.fromEntries(
      LOG_IDS.flatMap((log) =>
        revisions.map((made, i) => [indexOf(log, i + 1), { mappings: { _meta: { revision: made } } }]),
      ),
    );
  const runs = (policy: string | null, seqNo?: number) => ({
    "index.plugins.index_state_management.policy_id": policy,
    ...(seqNo !== undefined && { policy_seq_no: seqNo }),
  });
  const explained = (log: string, first: object, second: object) => ({
    [`GET ${ISM}/explain/${indexOf(log, 1)},${indexOf(log, 2)}`]: {
      body: { [indexOf(log, 1)]: first, [indexOf(log, 2)]: second, total_managed_indices: 2 },
    },
  });
  const upToDate = (log: string) =>
    explained(log, runs(`inventorysync-test-${log}`, 7), runs(`inventorysync-test-${log}`));
  const EXISTING: Script = {
    ...OPENSEARCH,
    "GET /_data_stream/logs-inventorysync.*-test": { body: { data_streams: LOG_IDS.map(dataStream) } },
    "GET /logs-inventorysync.*-test/_mapping": { body: madeOf(["older", revision]) },
    ...LOG_IDS.reduce<Script>((script, log) => ({ ...script, ...upToDate(log) }), {}),
  };
  const changes = () => engine.requestLines().filter((asked) => asked.startsWith("POST"));

  test("keeps its data streams and their indexes", async () => {
    const report = await apply(EXISTING);
    expect(report.DataStreams).toBe(`0 created, 0 rolled over, ${LOG_IDS.length} unchanged`);
    expect(changes()).toEqual([]);
  });

  test("gets a changed number of replicas in place", async () => {
    await apply(EXISTING);
    const put = engine.requests.find(({ path }) => path === "/logs-inventorysync.*-test/_settings");
    expect(put).toMatchObject({
      method: "PUT",
      body: { index: { number_of_replicas: 1 } },
    });
  });

  test("rolls over a data stream whose write index has another template revision", async () => {
    const report = await apply({
      ...EXISTING,
      "GET /logs-inventorysync.*-test/_mapping": { body: madeOf([revision, "older"]) },
    });
    expect(report.DataStreams).toBe(`0 created, ${LOG_IDS.length} rolled over, 0 unchanged`);
    expect(changes()).toEqual(LOG_IDS.map((log) => `POST /logs-inventorysync.${log}-test/_rollover`));
  });

  test("gets its missing data stream", async () => {
    const report = await apply({
      ...EXISTING,
      "GET /_data_stream/logs-inventorysync.*-test": {
        body: { data_streams: LOG_IDS.slice(1).map(dataStream) },
      },
    });
    expect(report.DataStreams).toBe(`1 created, 0 rolled over, ${LOG_IDS.length - 1} unchanged`);
    expect(engine.requestLines()).toContain("PUT /_data_stream/logs-inventorysync.application-test");
  });

  test("has its policy replaced at the version that was read", async () => {
    await apply({
      ...EXISTING,
      [`GET ${ISM}/policies/inventorysync-test-audit`]: {
        body: { _seq_no: 3, _primary_term: 2, policy: {} },
      },
    });
    const put = engine.requests.find(({ method, path }) => method === "PUT" && path.endsWith("-test-audit"));
    expect(put?.query).toBe("?if_seq_no=3&if_primary_term=2");
  });

  test("has older indexes follow the current policy, including those without one", async () => {
    await apply({ ...EXISTING, ...explained("audit", runs("inventorysync-test-audit", 5), runs(null)) });
    expect(engine.requests.filter(({ method }) => method === "POST")).toMatchObject([
      { path: `${ISM}/add/${indexOf("audit", 2)}`, body: { policy_id: "inventorysync-test-audit" } },
      {
        path: `${ISM}/change_policy/${indexOf("audit", 1)}`,
        body: { policy_id: "inventorysync-test-audit" },
      },
    ]);
  });

  test("fails if an index cannot follow the policy, despite status 200", async () => {
    const failed = {
      index_name: indexOf("audit", 1),
      reason: "Cannot change policy while transitioning to new state",
    };
    const applied = apply({
      ...EXISTING,
      ...explained("audit", runs("somebody-elses", 1), runs("inventorysync-test-audit", 7)),
      [`POST ${ISM}/change_policy/${indexOf("audit", 1)}`]: {
        body: { updated_indices: 0, failures: true, failed_indices: [failed] },
      },
    });
    await expect(applied).rejects.toThrow(
      `POST ${ISM}/change_policy/${indexOf("audit", 1)} answered 200: failures, ` +
        `${indexOf("audit", 1)}: Cannot change policy while transitioning to new state`,
    );
  });
});

test("the first response that is not 2xx ends the update", async () => {
  const reply = {
    status: 400,
    body: { error: { type: "illegal_argument_exception", reason: "no such pipeline" } },
  };
  await expect(
    apply({ ...OPENSEARCH, "PUT /_index_template/inventorysync-test-logs": reply }),
  ).rejects.toThrow(
    "PUT /_index_template/inventorysync-test-logs answered 400: illegal_argument_exception: no such pipeline",
  );
  expect(engine.requestLines().at(-1)).toBe("PUT /_index_template/inventorysync-test-logs");
});

test("every request that the role allows was sent by a test above", () => {
  expect(allowed.map(({ method, path }) => `${method} ${path}`).filter((each) => !used.has(each))).toEqual(
    [],
  );
});
