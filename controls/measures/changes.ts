import { command, testIn } from "../evidence";
import type { Measure } from "../measure";

/** How the platform itself changes. */
export const CHANGE_MEASURES = {
  "graded-diff": {
    construct: { file: "ops/diff/index.ts", name: "diffCommand" },
    property:
      "each change is graded; one that may lose data or its protection is blocked until a named person approves it",
    evidence: [
      testIn(
        "test/ops/diff/mutations.test.ts",
        "at least 95 % of 200 and more changes of production's templates reach the expected grade",
      ),
      testIn(
        "test/ops/diff/approvals.test.ts",
        "an approval lifts the finding that it names, and is shown with it",
      ),
      command("npx logs diff production --base main"),
    ],
  },
  "compliance-rules": {
    construct: { file: "lib/compliance/compliance-checks.ts", name: "complianceChecks" },
    property: "a finding of the rule packs without a reason, owner and review date fails the synthesis",
    evidence: [
      testIn("test/lib/compliance/findings.test.ts", "an unacknowledged finding fails the synth"),
      testIn(
        "test/lib/compliance/findings.test.ts",
        "an acknowledgement past its review date fails the synth, and names its owner",
      ),
      command("npm run synth"),
    ],
  },
  "pinned-actions": {
    construct: { file: ".github/workflows/pull-request.yml" },
    property: "workflows pin every action by commit, have the least permissions, and read no stored secret",
    evidence: [
      testIn("test/repository/workflows.test.ts", "an action has the same commit in every workflow"),
      command("npm run lint:workflows"),
    ],
  },
  "weekly-evidence": {
    construct: { file: ".github/workflows/evidence.yml" },
    property:
      "every week, rules, difference, drift and packages are recorded and signed, in an index with chained hashes",
    evidence: [
      testIn(
        "test/ops/report/evidence.test.ts",
        "a changed, removed, inserted or moved line breaks the chain",
      ),
      command("npm run evidence -- --help"),
    ],
  },
  "deployment-check": {
    construct: { file: "ops/check/index.ts", name: "checkCommand" },
    property: "one command verifies that the deployed platform is as configured",
    evidence: [
      testIn(
        "test/integration/logs/check.test.ts",
        "each property of a deployed platform is verified, except those that it cannot have",
      ),
      command("npx logs check production"),
    ],
  },
  "smoke-test": {
    construct: { file: "ops/smoke/index.ts", name: "smokeCommand" },
    property:
      "one command proves on the deployed platform that lines arrive at each sink without their secrets",
    evidence: [command("npx logs smoke production")],
  },
  "compliance-report": {
    construct: { file: "ops/report/index.ts", name: "reportCommand" },
    property:
      "one report shows each rule on each resource, what was accepted by whom, the inventory, and this matrix",
    evidence: [
      testIn("test/ops/report/report-files.test.ts", "the same input gives the same bytes"),
      command("npx logs report production"),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;
