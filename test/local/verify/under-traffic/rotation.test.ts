import { createVerificationReport } from "../../../../local/verify/report";
import { reportRefusals } from "../../../../local/verify/under-traffic/rotation";

test.each([
  [
    "every sink refused a credential",
    ["opensearch answered 401", "sentry answered 403", "datadog answered 403"],
    true,
  ],
  ["a sink refused none", ["opensearch answered 401", "sentry answered 503", "datadog answered 403"], false],
])("the check of the refusals, if %s", (_, messages, passes) => {
  const report = createVerificationReport(() => undefined);
  reportRefusals(messages, report);
  expect(report.passed).toBe(passes);
});
