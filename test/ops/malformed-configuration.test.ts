import { runOperatorCommand, operatorCommandNames } from "../fixtures/run-operator-command";

jest.mock("../../config/environments/staging", () => ({
  default: { environment: "staging", region: "virginia", search: { kind: "none" } },
}));

/** The arguments of each command besides the environment. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  explain: ["error-spike"],
  resend: ["--log", "audit", "--sink", "opensearch", "--since", "1h"],
  cost: ["--gib-per-day", "1"],
  reconcile: ["--since", "1h"],
  diff: ["--base", "unused"],
  "host-files": ["--out", "unused"],
};

test.each(operatorCommandNames())(
  "%s reports every problem of a malformed configuration file, of any environment, and nothing else",
  async (command) => {
    const environment = command === "redact" ? ["--dry-run", "production"] : ["production"];
    const { exitCode, err, out } = await runOperatorCommand([
      command,
      ...environment,
      ...(OPTIONS[command] ?? []),
    ]);
    expect(err).toMatch(/^the configuration has 1 problem/);
    expect(err).toContain("staging: edit config/environments/staging.ts");
    expect(err).toMatch(/region\n +given +"virginia"\n +accepted +an AWS region such as us-east-1/);
    expect(err).not.toMatch(/^\s+at /m);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  },
);
