import { shippedConfig } from "../../fixtures/stacks";
import { EngineError } from "../../../lambda/search-content/engine-error";
import type { Check, CheckContext } from "../../../ops/check/check";
import { CHECK_IDS } from "../../../ops/check/check-ids";
import { CHECKS } from "../../../ops/check/checks";
import { verified } from "../../../ops/check/outcome";
import { renderResults } from "../../../ops/check/render-results";
import { runChecks } from "../../../ops/check/run-checks";
import { OperatorError } from "../../../ops/cli";
import { collectingIo } from "../../fixtures/operator-io";

const context: CheckContext = {
  config: shippedConfig("production"),
  aws: { region: "us-east-1" },
  io: collectingIo(),
  account: "000000000000",
  engine: () => Promise.reject(new OperatorError("made up")),
  associations: () => Promise.reject(new OperatorError("made up")),
};

function check(id: Check["id"], run: Check["run"]): Check {
  return { id, item: "alerts", title: `title of ${id}`, run };
}

test("there is one check for each id, in the order of the ids", () => {
  expect(CHECKS.map(({ id }) => id)).toEqual(CHECK_IDS);
});

test("an error in one check does not affect the others", async () => {
  const results = await runChecks(
    [
      check("alarms", () => Promise.reject(new Error("made up"))),
      check("retention", () => verified("compared")),
    ],
    context,
  );
  expect(results.map(({ outcome }) => outcome.result)).toEqual(["not verifiable", "verified"]);
});

test("at most six checks run at a time", async () => {
  let running = 0;
  let most = 0;
  const one = check("alarms", async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return verified("compared");
  });
  await runChecks(
    Array.from({ length: 20 }, () => one),
    context,
  );
  expect(most).toBe(6);
});

function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

test.each([
  [
    "an action that IAM denies",
    awsError(
      "AccessDeniedException",
      "User: arn:made-up is not authorized to perform: logs:DescribeLogGroups on resource: *",
    ),
    {
      how: "logs:DescribeLogGroups is denied",
      remedy: "allow logs:DescribeLogGroups for the role of this session",
    },
  ],
  [
    "a permission that the engine denies",
    new EngineError(
      "GET",
      "/_cluster/health",
      403,
      "security_exception: no permissions for [cluster:monitor/health] and User",
    ),
    { how: "the search engine denies cluster:monitor/health" },
  ],
  [
    "an action that an emulator does not have",
    awsError("InvalidAction", "Unknown action: Made"),
    { remedy: "check an environment on AWS" },
  ],
  [
    "an engine that cannot be reached",
    new EngineError("GET", "/", undefined, "ECONNREFUSED"),
    { remedy: expect.stringContaining("--tunnel") as string },
  ],
  ["an error for operators", new OperatorError("what and why"), { how: "what and why" }],
])("%s is not verifiable, and says why", async (_, error, expected) => {
  const [result] = await runChecks([check("alarms", () => Promise.reject(error))], context);
  expect(result?.outcome).toMatchObject({ result: "not verifiable", ...expected });
});

test("the results are grouped by the items of the checklist, each with its symbol and its remedy", () => {
  const text = renderResults([
    { check: check("alarms", () => verified("")), outcome: verified("compared") },
    {
      check: { ...check("roles", () => verified("")), item: "security" },
      outcome: { result: "failed", how: "missing", remedy: "create it" },
    },
  ]);
  expect(text.split("\n")).toEqual([
    "Monitoring alerts are set up",
    "  ✔ alarms: title of alarms",
    "      verified: compared",
    "",
    "Security policies are in place",
    "  ✘ roles: title of roles",
    "      failed: missing",
    "      remedy: create it",
    "",
    "1 verified, 1 failed, 0 not verifiable",
  ]);
});
