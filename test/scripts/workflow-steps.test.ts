import { commandSteps } from "../../scripts/workflows/workflow-steps";

const WORKFLOW = `
jobs:
  guard:
    steps:
      - uses: actions/checkout@made-up
      - name: Grade
        env:
          BASE: origin/\${{ github.base_ref }}
        run: npm run guard -- --base "$BASE"
  comment:
    steps:
      - run: gh pr comment "\${{ github.event.number }}"
`;

test("a step has the values of its expressions, and a step that uses an action is none", () => {
  const [step] = commandSteps(WORKFLOW, { "github.base_ref": "main" });
  expect(step).toEqual({
    job: "guard",
    name: "Grade",
    script: 'npm run guard -- --base "$BASE"',
    env: { BASE: "origin/main" },
  });
});

test("a step with an expression without a value can run only on GitHub", () => {
  const steps = commandSteps(WORKFLOW, { "github.base_ref": "main" });
  expect(steps.map(({ onlyOnGithub }) => onlyOnGithub)).toEqual([undefined, "it needs github.event.number"]);
});
