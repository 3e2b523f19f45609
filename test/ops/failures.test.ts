import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { type AwsFailure, failingAws } from "../fixtures/failing-aws";
import {
  MADE_UP_CREDENTIALS,
  operatorCommandNames,
  type OperatorOutcome,
  runOperatorCommand,
} from "../fixtures/run-operator-command";

const folder = mkdtempSync(join(tmpdir(), "logs-failures-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A command line of every command that calls AWS. */
const COMMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  check: [["check", "production"]],
  doctor: [
    ["doctor", "production", "missing-in-opensearch"],
    ["doctor", "production", "line", "refused", "--since", "1h"],
  ],
  smoke: [["smoke", "production"]],
  reconcile: [["reconcile", "production", "--since", "1h"]],
  verify: [["verify", "production", "--since", "7d"]],
  query: [
    ["query", "production", "error-analysis"],
    ["query", "production", "error-analysis", "--on", "insights"],
  ],
  tail: [["tail", "production", "audit"]],
  alarms: [["alarms", "production"]],
  explain: [["explain", "production", "error-spike"]],
  parked: [["parked", "production"]],
  quarantine: [["quarantine", "production", "--json"]],
  "dead-letters": [["dead-letters", "production"]],
  replay: [["replay", "production", "--yes"]],
  resend: [["resend", "production", "--log", "audit", "--sink", "opensearch", "--since", "1h"]],
  redact: [["redact", "--dry-run", "production", "--since", "1h"]],
  debug: [
    ["debug", "production"],
    ["debug", "production", "on", "--yes"],
  ],
  cost: [["cost", "production", "--measured"]],
};
const OFFLINE_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "host-files": ["host-files", "production", "--out", join(folder, "out")],
  env: ["env", "production"],
  diff: ["diff", "production", "--base", "main"],
  report: ["report", "production", "--out", join(folder, "report")],
};
/** Commands that need a setting which no shipped environment has, and what each then says. */
const COMMANDS_THAT_NEED_A_SETTING: Readonly<Record<string, { args: readonly string[]; expected: RegExp }>> =
  {
    open: { args: ["open", "production"], expected: /^production has no sign-in for browsers.*search\.saml/ },
  };
/** Each with its text for the names of tests. */
const COMMAND_LINES = Object.values(COMMANDS).flatMap((lines) =>
  lines.map((args) => ({ args, line: args.join(" ") })),
);

test("every command is in one of the tables", () => {
  const tables = [COMMANDS, OFFLINE_COMMANDS, COMMANDS_THAT_NEED_A_SETTING];
  expect(tables.flatMap((table) => Object.keys(table)).toSorted()).toEqual(operatorCommandNames().toSorted());
});

test.each(Object.entries(COMMANDS_THAT_NEED_A_SETTING))(
  "without its setting, %s names the setting",
  async (_, { args, expected }) => {
    expectExplained(await runOperatorCommand(args), expected, args);
  },
);

/** One sentence with the remedy: no stack trace, no name of a class, and nothing on standard output for a script. */
function expectExplained(
  { exitCode, out, err }: OperatorOutcome,
  expected: RegExp,
  args: readonly string[],
): void {
  expect(err).toMatch(expected);
  expect(err).toMatch(/^[^\n]+\n$/);
  expect(err).not.toMatch(/^\w*(?:Error|Exception)\b|unexpected|--debug/);
  expect(exitCode).toBe(2);
  // The article of the runbook helps also if AWS cannot be reached.
  if (args[0] !== "explain") expect(out).toBe("");
}

interface FailureCase extends AwsFailure {
  readonly expected: RegExp;
}

const AWS_FAILURES: readonly FailureCase[] = [
  {
    code: "ExpiredTokenException",
    message: "The security token included in the request is expired",
    expected: /^the AWS session has expired\. To fix it, log in \(`aws sso login`\), or set AWS_PROFILE/,
  },
  {
    code: "ExpiredToken",
    message: "The provided token has expired.",
    expected: /^the AWS session has expired\. To fix it, log in/,
  },
  {
    code: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
    status: 403,
    expected: /^AWS does not accept the credentials: The security token .* is invalid\. To fix it, log in/,
  },
  {
    code: "SignatureDoesNotMatch",
    message: "The request signature we calculated does not match the signature you provided",
    status: 403,
    expected: /^AWS does not accept the credentials: .* To fix it, log in/,
  },
  {
    code: "AccessDeniedException",
    message: "User: arn:aws:iam::000000000000:user/made-up is not authorized to perform: made:Up",
    status: 403,
    expected:
      /^the role of this session may not do this: .*made:Up\. Use a role that may: docs\/security\.md/,
  },
  {
    code: "ResourceNotFoundException",
    message: "The specified log group does not exist.",
    expected:
      /^AWS does not have what the command reads: The specified log group does not exist\. Check the profile, the region, and whether the environment is deployed/,
  },
];

describe.each(AWS_FAILURES)("with AWS answering $code", (failure) => {
  test.each(COMMAND_LINES)("$line is one sentence with the remedy", async ({ args }) => {
    const server = await failingAws(failure);
    try {
      const outcome = await runOperatorCommand(args, {
        AWS_ENDPOINT_URL: server.url,
        ...MADE_UP_CREDENTIALS,
      });
      expectExplained(outcome, failure.expected, args);
    } finally {
      await server.close();
    }
  });
});

describe("with a session that cannot be used", () => {
  test.each(COMMAND_LINES)("$line without credentials names the log-in", async ({ args }) => {
    const outcome = await runOperatorCommand(args);
    expectExplained(
      outcome,
      /^no AWS credentials were found: .*\. To fix it, log in \(`aws sso login`\)/,
      args,
    );
  });

  test.each(COMMAND_LINES)(
    "%s %s %s with a profile that does not exist names the profile",
    async ({ args }) => {
      const outcome = await runOperatorCommand([...args, "--profile", "opps"]);
      expectExplained(
        outcome,
        /^the AWS profile "opps" does not exist, or has no credentials: .*aws configure list-profiles/,
        args,
      );
    },
  );

  test("a profile of AWS_PROFILE is named too", async () => {
    const { err } = await runOperatorCommand(["alarms", "production"], { AWS_PROFILE: "opps" });
    expect(err).toMatch(/^the AWS profile "opps" does not exist/);
  });

  test("an expired session of IAM Identity Center is an expired session", async () => {
    const config = join(folder, "config");
    writeFileSync(
      config,
      [
        "[profile ops]",
        "sso_session = made-up",
        "sso_account_id = 000000000000",
        "sso_role_name = reader",
        "[sso-session made-up]",
        "sso_region = us-east-1",
        "sso_start_url = https://made-up.invalid/start",
      ].join("\n"),
    );
    const outcome = await runOperatorCommand(["alarms", "production", "--profile", "ops"], {
      AWS_CONFIG_FILE: config,
      HOME: folder,
    });
    expectExplained(outcome, /^the AWS session has expired\. To fix it, log in/, ["alarms"]);
  });
});

describe("with a network that does not reach AWS", () => {
  test.each(COMMAND_LINES)("$line names a port without a server", async ({ args }) => {
    const outcome = await runOperatorCommand(args, MADE_UP_CREDENTIALS);
    expectExplained(
      outcome,
      /^a server cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:9\. Check the network, the region, and AWS_ENDPOINT_URL/,
      args,
    );
  });

  test("a host without an address is named", async () => {
    const outcome = await runOperatorCommand(["alarms", "production"], {
      ...MADE_UP_CREDENTIALS,
      AWS_ENDPOINT_URL: "https://aws.invalid",
    });
    expectExplained(outcome, /^a server cannot be reached: getaddrinfo \w+ aws\.invalid\. Check/, ["alarms"]);
  });

  test.each(COMMAND_LINES)("$line names a certificate that is not trusted", async ({ args }) => {
    const server = await selfSignedServer();
    try {
      const outcome = await runOperatorCommand(args, {
        ...MADE_UP_CREDENTIALS,
        AWS_ENDPOINT_URL: server.url,
      });
      expectExplained(
        outcome,
        /^the certificate of a server is not trusted: self-signed certificate\. Set AWS_CA_BUNDLE/,
        args,
      );
    } finally {
      await server.close();
    }
  });

  test("a server that does not speak TLS is named", async () => {
    const server = await failingAws({ code: "made-up", message: "made up" });
    try {
      const outcome = await runOperatorCommand(["alarms", "production"], {
        ...MADE_UP_CREDENTIALS,
        AWS_ENDPOINT_URL: server.url.replace("http:", "https:"),
      });
      expectExplained(
        outcome,
        /^a server does not speak TLS: wrong version number\. Check AWS_ENDPOINT_URL/,
        ["alarms"],
      );
    } finally {
      await server.close();
    }
  });
});

describe("with settings that cannot be right", () => {
  test.each(COMMAND_LINES)("$line names a region that cannot exist", async ({ args }) => {
    const outcome = await runOperatorCommand([...args, "--region", "virginia"], MADE_UP_CREDENTIALS);
    expectExplained(
      outcome,
      /^--region is "virginia", expected the name of an AWS region such as us-east-1$/m,
      args,
    );
  });

  test.each([
    ["AWS_ENDPOINT_URL", "localhost", /^AWS_ENDPOINT_URL is not an http or https URL; set it to one such as/],
    [
      "AWS_CA_BUNDLE",
      "/missing.pem",
      /^AWS_CA_BUNDLE is "\/missing\.pem", which cannot be read \(ENOENT\); set it/,
    ],
  ])("the variable %s with %j is named", async (name, value, expected) => {
    for (const { args } of COMMAND_LINES) {
      const outcome = await runOperatorCommand(args, { ...MADE_UP_CREDENTIALS, [name]: value });
      expectExplained(outcome, expected, args);
    }
  });

  test.each([
    ...COMMAND_LINES,
    ...Object.values(OFFLINE_COMMANDS).map((args) => ({ args, line: args.join(" ") })),
  ])("$line names the environments if one does not exist", async ({ args }) => {
    const { exitCode, err, out } = await runOperatorCommand(
      args.map((arg) => (arg === "production" ? "prodction" : arg)),
      MADE_UP_CREDENTIALS,
    );
    expect(err).toContain("nearest   production");
    expect(err).not.toMatch(/^\s+at /m);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  });

  test.each([
    [["redact", join(folder, "missing.log")], /^file .*missing\.log does not exist/],
    [["redact", folder], /^a file cannot be read or written: EISDIR: .*Check the path/],
    [
      ["host-files", "production", "--out", "/dev/null"],
      /^a file cannot be read or written: .*\/dev\/null.*Check/,
    ],
    [["redact", "--json", "lines.log"], /^--json needs --dry-run/],
    [["redact", "--dry-run", "production", "--stats"], /^--stats cannot be combined with --dry-run/],
  ])("%j is one sentence with the remedy", async (args, expected) => {
    expectExplained(await runOperatorCommand(args), expected, args);
  });
});

describe("with a search engine that does not answer the question", () => {
  const ask = (variables: Readonly<Record<string, string>>, ...more: readonly string[]) =>
    runOperatorCommand(["query", "production", "error-analysis", ...more], {
      ...MADE_UP_CREDENTIALS,
      ...variables,
    });

  test.each([
    [401, "Unauthorized", /^the search engine http:\S+ answers 401: .*Use the role reader or auditor/],
    [403, "Forbidden", /^the search engine http:\S+ answers 403: .*Use the role reader or auditor/],
    [404, "index_not_found_exception", /^the search engine http:\S+ answers 404: /],
    [503, "unavailable", /^the search engine http:\S+ answers 503: /],
  ])("an answer with status %d names the engine and the remedy", async (status, code, expected) => {
    const server = await failingAws({ code, message: "made up", status });
    try {
      expectExplained(await ask({ OPENSEARCH_URL: server.url }), expected, ["query"]);
    } finally {
      await server.close();
    }
  });

  test("an engine that cannot be reached is named", async () => {
    const outcome = await ask({ OPENSEARCH_URL: "http://127.0.0.1:9" });
    expectExplained(outcome, /^the search engine http:\/\/127\.0\.0\.1:9 cannot be reached: .*--tunnel/, [
      "query",
    ]);
  });

  test("an engine with another certificate authority is named", async () => {
    const server = await selfSignedServer();
    try {
      const outcome = await ask({ OPENSEARCH_URL: server.url });
      expectExplained(outcome, /^the search engine \S+ .*self-signed certificate.*OPENSEARCH_CA_FILE/, [
        "query",
      ]);
    } finally {
      await server.close();
    }
  });

  test.each([
    [{ OPENSEARCH_URL: "search.example" }, [], /^OPENSEARCH_URL is not an http or https URL/],
    [
      { OPENSEARCH_URL: "https://127.0.0.1:9", OPENSEARCH_CA_FILE: "/missing.pem" },
      [],
      /^OPENSEARCH_CA_FILE is "\/missing\.pem", which cannot be read \(ENOENT\)/,
    ],
    [
      { OPENSEARCH_URL: "https://127.0.0.1:9" },
      ["--tunnel", "here"],
      /^the tunnel is "here", expected host:port/,
    ],
    [
      { OPENSEARCH_URL: "https://127.0.0.1:9" },
      ["--tunnel", "a b:1"],
      /^the tunnel is "a b:1", expected host:port/,
    ],
  ])("the settings %j %j are named", async (variables, more, expected) => {
    expectExplained(await ask(variables, ...more), expected, ["query"]);
  });
});

/** A server of TLS whose certificate nobody has signed. */
async function selfSignedServer(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    keyType: "ec",
    algorithm: "sha256",
  });
  const server = createTlsServer({ cert, key });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
