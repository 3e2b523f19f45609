import { EXIT_CODES } from "../../../ops/cli";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

// The addresses of the intakes and of the runbook belong to the run of the platform, so some stacks differ.
test("--deployed compares this checkout with the deployed stacks", async () => {
  const { stdout, exitCode } = await runLogs(platformEndpoints(), ["diff", "local", "--deployed"]);
  expect(stdout).toMatch(/^unchanged: (?=.*\bStorage\b)(?=.*\bAccess\b)(?=.*\bHost\b)/m);
  expect(stdout).toMatch(/^local compared with the deployed stacks in us-east-1: 0 blocks, /m);
  expect(exitCode).toBe(EXIT_CODES.review);
});
