import { explainUnproven } from "../../../local/permissions/undriven-calls";

const PUT = { statement: 0, action: "s3:PutObject" };

test("a call that no drive can bring about has its case and the page of AWS", () => {
  const resource = "arn:aws:s3:::parking/quarantine/opensearch/*";
  expect(explainUnproven({ ...PUT, resource })).toBe(
    'only if OpenSearch rejects a document; it accepts every document of the drive: Amazon S3 API Reference, "PutObject"',
  );
});

test.each(["arn:aws:s3:::parking/quarantine/datadog/*", "arn:aws:s3:::parking/parked/opensearch/*"])(
  "the same action on %s has a remedy instead",
  (resource) => {
    expect(explainUnproven({ ...PUT, resource })).toContain("remove the permission from lib/");
  },
);
