import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { bundleFunction, FUNCTION_NAMES, type FunctionName } from "../../../lib/functions/bundle";

/** Maximum size of `index.js`, which bounds the cold start. The forwarder starts most often. */
const MAX_BYTES = 950_000;
const MAX_FORWARDER_BYTES = 450_000;
/** With the library's methods for each API it has 550,000. */
const MAX_SEARCH_LIBRARY_BYTES = 150_000;

describe.each(FUNCTION_NAMES)("the bundle of %s", (name) => {
  const outdir = mkdtempSync(join(tmpdir(), `bundle-${name}-`));
  let metafile: Metafile;
  let inputs: readonly string[];

  beforeAll(() => {
    metafile = bundleFunction(name, outdir);
    inputs = includedInputs(metafile);
  });
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  test("is a small index.js, and the modules that are loaded when they are needed", () => {
    expect(readdirSync(outdir).toSorted()).toEqual([...LAZY_FILES[name], "index.js"].toSorted());
    const maxBytes = name === "forwarder" ? MAX_FORWARDER_BYTES : MAX_BYTES;
    expect(statSync(join(outdir, "index.js")).size).toBeLessThanOrEqual(maxBytes);
  });

  test("contains only the AWS SDK clients that it uses", () => {
    const clients = inputs.flatMap(
      (input) => /node_modules\/@aws-sdk\/(client-[\w-]+)/.exec(input)?.[1] ?? [],
    );
    expect([...new Set(clients)].toSorted()).toEqual(CLIENTS[name]);
  });

  test("contains no provider of credentials but that of Lambda", () => {
    const providers = inputs.flatMap(
      (input) => /node_modules\/@aws-sdk\/(credential-provider-\w+|nested-clients)/.exec(input)?.[1] ?? [],
    );
    expect([...new Set(providers)]).toEqual(["credential-provider-env"]);
  });

  test.each(["zod", "aws-cdk-lib", "constructs", "cdk-nag"])("does not contain %s", (library) => {
    expect(inputs.filter((input) => input.includes(`node_modules/${library}/`))).toEqual([]);
  });

  test("can be loaded by Node.js and exports a handler", () => {
    expect(load("index.js", "typeof module.handler")).toBe("function");
  });

  test("has lazy modules that can be loaded by Node.js", () => {
    for (const file of LAZY_FILES[name]) expect(load(file, "typeof module")).toBe("object");
  });

  test("has only the part of the search engine's library that sends requests", () => {
    const sizes = readdirSync(outdir).map((file) =>
      file === "search-library.js" ? statSync(join(outdir, file)).size : 0,
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_SEARCH_LIBRARY_BYTES);
  });

  test("has one copy of each class that code in several files compares", () => {
    expect(
      inputsOfFile(metafile, "index.js").filter((input) => input.includes("@opensearch-project/")),
    ).toEqual([]);
    for (const file of LAZY_FILES[name])
      expect(inputsOfFile(metafile, file).filter((input) => /lambda\/.*error/.test(input))).toEqual([]);
  });

  function load(file: string, expression: string): string {
    const script = `const module = require(${JSON.stringify(join(outdir, file))}); process.stdout.write(${expression})`;
    const env = { ...AS_DEPLOYED, PATH: process.env["PATH"] };
    return execFileSync(process.execPath, ["--input-type=commonjs", "-e", `{ ${script} }`], {
      env,
      encoding: "utf8",
    });
  }
});

test("the forwarder starts without the AWS SDK", () => {
  const outdir = mkdtempSync(join(tmpdir(), "bundle-forwarder-"));
  const inputs = inputsOfFile(bundleFunction("forwarder", outdir), "index.js");
  rmSync(outdir, { recursive: true });
  expect(inputs.length).toBeGreaterThan(100);
  expect(inputs.filter((input) => input.includes("node_modules/@aws-sdk/"))).toEqual([]);
});

const LAZY_FILES: Readonly<Record<FunctionName, readonly string[]>> = {
  forwarder: ["aws-sdk.js", "search-library.js"],
  replay: ["search-library.js"],
  "search-content": ["search-library.js"],
  notifier: [],
  webhook: [],
  archiver: [],
  "archive-manifest": [],
};

const CLIENTS = {
  forwarder: ["client-s3", "client-secrets-manager"],
  replay: ["client-s3", "client-secrets-manager", "client-sqs"],
  "search-content": ["client-secrets-manager"],
  notifier: ["client-cloudwatch", "client-cloudwatch-logs", "client-sns"],
  webhook: ["client-secrets-manager"],
  archiver: ["client-firehose", "client-secrets-manager"],
  "archive-manifest": ["client-kms", "client-s3"],
} as const satisfies Readonly<Record<FunctionName, readonly string[]>>;

/** The variables that the handler needs to be created. */
const AS_DEPLOYED = {
  AWS_REGION: "us-east-1",
  AWS_LAMBDA_FUNCTION_NAME: "bundle-test",
  ENVIRONMENT: "test",
  OPENSEARCH_ENDPOINTS: "https://search.example.com",
  OPENSEARCH_AUTHENTICATION: "sigv4",
};

/** The files that contribute code to the bundle. */
function includedInputs({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
  );
}

function inputsOfFile({ outputs }: Metafile, name: string): string[] {
  const file = Object.entries(outputs).filter(([path]) => path.endsWith(`/${name}`));
  return includedInputs({ inputs: {}, outputs: Object.fromEntries(file) });
}
