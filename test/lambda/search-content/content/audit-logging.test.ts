import { auditLogging } from "../../../../lambda/search-content/content/audit-logging";

const { body } = auditLogging(["arn:writer"]);
const audit = body["audit"] as Readonly<Record<string, unknown>>;

test("every request over HTTP is written down, whoever sent it", () => {
  expect(body).toMatchObject({ enabled: true, audit: { enable_rest: true, disabled_rest_categories: [] } });
});

test("a refused request is written down at the nodes too", () => {
  const { enable_transport, disabled_transport_categories } = audit;
  expect(enable_transport).toBe(true);
  expect(disabled_transport_categories).not.toContain("MISSING_PRIVILEGES");
});

test("the writers' requests are left out, because they are the log text", () => {
  expect(audit["ignore_users"]).toContain("arn:writer");
});

test("credentials in headers are left out", () => {
  expect(audit["exclude_sensitive_headers"]).toBe(true);
});

test("a change of roles and mappings is written down", () => {
  expect(body["compliance"]).toMatchObject({ enabled: true, internal_config: true });
});
