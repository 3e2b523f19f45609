import { auditLogging } from "../../../../lambda/search-content/content/audit-logging";

const { body } = auditLogging(["arn:writer"]);
const audit = body["audit"] as Readonly<Record<string, unknown>>;

test("the audit log records every REST request of every user", () => {
  expect(body).toMatchObject({ enabled: true, audit: { enable_rest: true, disabled_rest_categories: [] } });
});

test("the audit log records denied requests at the transport layer too", () => {
  const { enable_transport, disabled_transport_categories } = audit;
  expect(enable_transport).toBe(true);
  expect(disabled_transport_categories).not.toContain("MISSING_PRIVILEGES");
});

test("the audit log excludes the writers' requests, because they contain the log text", () => {
  expect(audit["ignore_users"]).toContain("arn:writer");
});

test("the audit log excludes credentials in headers", () => {
  expect(audit["exclude_sensitive_headers"]).toBe(true);
});

test("the audit log records changes of roles and mappings", () => {
  expect(body["compliance"]).toMatchObject({ enabled: true, internal_config: true });
});
