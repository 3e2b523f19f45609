import { OPERATIONAL_LOG_IDS } from "../../../../catalog";
import { roles } from "../../../../lambda/search-content/content/roles";

const ALL = roles({
  environment: "test",
  writers: ["arn:writer"],
  readers: ["arn:reader"],
  auditors: ["arn:auditor"],
});
const bodyOf = (path: string) =>
  ALL.find((document) => document.path === `/_plugins/_security/api/${path}`)?.body;

test("the writer may add documents to its environment's data streams, and search them for ids and times only", () => {
  expect(bodyOf("roles/inventorysync-test-writer")).toMatchObject({
    cluster_permissions: ["indices:data/write/bulk"],
    index_permissions: [
      {
        index_patterns: ["logs-inventorysync.*-test"],
        allowed_actions: [
          "indices:data/write/bulk*",
          "indices:data/write/index",
          "indices:data/read/search",
          "indices:monitor/settings/get",
        ],
        fls: ["@timestamp"],
      },
    ],
  });
});

test.each(["reader", "auditor"])("the %s has no write permission", (name) => {
  const role = JSON.stringify(bodyOf(`roles/inventorysync-test-${name}`));
  expect(role.replace('"fls":["*"]', "")).not.toMatch(/write|crud|create|delete|put|manage|\*"/);
});

test.each(["reader", "auditor"])(
  "the %s names all fields, so that the writer's restriction does not win for a user that has both roles",
  (name) => {
    expect(bodyOf(`roles/inventorysync-test-${name}`)).toMatchObject({
      index_permissions: [{ fls: ["*"] }, {}],
    });
  },
);

test.each([
  ["reader", OPERATIONAL_LOG_IDS.map((log) => `logs-inventorysync.${log}-test`)],
  ["auditor", ["logs-inventorysync.*-test"]],
])("the %s searches %j", (name, patterns) => {
  expect(bodyOf(`roles/inventorysync-test-${name}`)).toMatchObject({
    index_permissions: [
      { index_patterns: patterns },
      { index_patterns: [".kibana", ".kibana_?", ".kibana_??"] },
    ],
  });
});

test.each(["reader", "auditor"])("the %s opens Dashboards, and reads the global tenant only", (name) => {
  expect(bodyOf(`roles/inventorysync-test-${name}`)).toMatchObject({
    index_permissions: [{}, { allowed_actions: ["read"] }],
    tenant_permissions: [{ tenant_patterns: ["global_tenant"], allowed_actions: ["kibana_all_read"] }],
  });
});

test("the writer has no access to Dashboards", () => {
  expect(JSON.stringify(bodyOf("roles/inventorysync-test-writer"))).not.toMatch(/kibana|tenant/);
});

test.each([
  ["writer", ["arn:writer"]],
  ["reader", ["arn:reader"]],
  ["auditor", ["arn:auditor"]],
])("the role of the %s is mapped to its backend roles", (role, backendRoles) => {
  expect(bodyOf(`rolesmapping/inventorysync-test-${role}`)).toEqual({ backend_roles: backendRoles });
});

test("only roles of the environment are updated, so that the caller's own role stays", () => {
  for (const { path } of ALL)
    expect(path).toMatch(/\/(?:roles|rolesmapping)\/inventorysync-test-(?:writer|reader|auditor)$/);
  expect(ALL).toHaveLength(6);
});
