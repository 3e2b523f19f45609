import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { bundleFunction, FUNCTION_NAMES, type FunctionName } from "../../../lib/functions/bundle";

/** Maximum bundle size, which bounds the cold start. */
const MAX_BYTES = 1_000_000;

describe.each(FUNCTION_NAMES)("the bundle of %s", (name) => {
  const outdir = mkdtempSync(join(tmpdir(), `bundle-${name}-`));
  let inputs: readonly string[];

  beforeAll(() => {
    inputs = includedInputs(bundleFunction(name, outdir));
  });
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  test("is one file of at most 1 MB", () => {
    expect(readdirSync(outdir)).toEqual(["index.js"]);
    expect(statSync(join(outdir, "index.js")).size).toBeLessThanOrEqual(MAX_BYTES);
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
    const script = `process.stdout.write(typeof require(${JSON.stringify(join(outdir, "index.js"))}).handler)`;
    const env = { ...AS_DEPLOYED, PATH: process.env["PATH"] };
    expect(execFileSync(process.execPath, ["-e", script], { env, encoding: "utf8" })).toBe("function");
  });
});

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
