import { PROPERTIES, type PropertyTitle } from "../fixtures/controls/properties";
import { resources, synthesize } from "../fixtures/stacks";

/** The control matrix names these tests. A row for each keeps its title where the matrix says. */
const TITLES: readonly PropertyTitle[] = [
  "every log group is encrypted with a customer-managed key",
  "every log group expires",
  "production keeps its audit logs for at least a year",
  "every log group with text of the application is masked",
  "the log groups of InventorySync outlive their stack and refuse deletion",
  "only the auditor may unmask log events",
  "the reader may not read the audit logs",
  "no role of people or hosts may change or delete logs",
  "people assume a role that reads logs only with multi-factor authentication",
  "every key that encrypts rotates",
  "every bucket of production is private and keeps old versions",
  "every bucket refuses requests without TLS",
  "the domain accepts only TLS 1.2 and encrypts between its nodes",
  "the domain records its requests in an audit log",
  "the trail records all regions in signed and encrypted files",
  "every tamper alert is enabled and pages",
  "every alarm notifies, or is a condition of one that does",
];

test.each(TITLES)("%s", (title) => {
  expect(PROPERTIES[title](resources(synthesize("production")))).toEqual([]);
});

test("no property is left out", () => {
  expect([...TITLES].sort()).toEqual(Object.keys(PROPERTIES).sort());
});
