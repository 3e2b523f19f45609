import { createHash } from "node:crypto";
import { type AwsRequest, sendAwsRequest } from "../../../lambda/shared/aws-request";
import type { sendRequest } from "../../../lambda/shared/http-request";
import {
  ENDLESS_RESPONSE,
  type Script,
  scriptedEngine,
  type ScriptedEngine,
} from "../../fixtures/engine/scripted-engine";

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: ["AKID", "MADEUP"].join(""),
  AWS_SECRET_ACCESS_KEY: "made-up",
  AWS_SESSION_TOKEN: "made-up-token",
};
const VARIABLES = { ...CREDENTIALS, AWS_REGION: "eu-central-1" };
const READ_SECRET: AwsRequest = {
  service: "secretsmanager",
  method: "POST",
  path: "/",
  headers: { "x-amz-target": "secretsmanager.GetSecretValue" },
  body: '{"SecretId":"sentry"}',
  timeoutMs: 60_000,
};
const READ_OBJECT: AwsRequest = {
  ...{ service: "s3", method: "GET", bucket: "parking", path: "/debug/forwarder.json", timeoutMs: 60_000 },
};

describe("at a configured endpoint", () => {
  let service: ScriptedEngine;
  afterEach(() => service.close());

  async function send(request: AwsRequest, script: Script = {}) {
    service = await scriptedEngine(script);
    return sendAwsRequest(request, { ...VARIABLES, AWS_ENDPOINT_URL: service.url });
  }

  test("a request is signed for its service and the region, with the credentials of the function", async () => {
    await expect(send(READ_SECRET)).resolves.toMatchObject({ status: 200, body: '{"acknowledged":true}' });
    const [request] = service.requests;
    expect(request?.body).toEqual({ SecretId: "sentry" });
    expect(request?.headers).toMatchObject({
      "x-amz-target": "secretsmanager.GetSecretValue",
      "x-amz-content-sha256": createHash("sha256")
        .update(READ_SECRET.body ?? "")
        .digest("hex"),
      "x-amz-security-token": "made-up-token",
    });
    expect(request?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDMADEUP\/\d{8}\/eu-central-1\/secretsmanager\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target, Signature=[\da-f]{64}$/,
    );
  });

  test("the path of an object starts with its bucket", async () => {
    await send(READ_OBJECT);
    expect(service.requestLines()).toEqual(["GET /parking/debug/forwarder.json"]);
  });

  test.each([400, 403, 404])("status %d is a response", async (status) => {
    await expect(send(READ_SECRET, { "POST /": { status } })).resolves.toMatchObject({ status });
  });

  test.each([429, 500, 503])("status %d is left to the AWS SDK", async (status) => {
    await expect(send(READ_SECRET, { "POST /": { status } })).resolves.toBeUndefined();
  });

  test("a response that does not end in time is left to the AWS SDK", async () => {
    const request = { ...READ_SECRET, timeoutMs: 20 };
    await expect(send(request, { "POST /": ENDLESS_RESPONSE })).resolves.toBeUndefined();
  });
});

describe("at the endpoint of a service", () => {
  const send = jest.fn<ReturnType<typeof sendRequest>, Parameters<typeof sendRequest>>();
  beforeEach(() => {
    send.mockReset().mockResolvedValue({ status: 200, headers: {}, body: "{}" });
  });

  test.each([
    [READ_SECRET, "eu-central-1", "https://secretsmanager.eu-central-1.amazonaws.com/"],
    [READ_SECRET, "us-gov-west-1", "https://secretsmanager.us-gov-west-1.amazonaws.com/"],
    [READ_SECRET, "cn-north-1", "https://secretsmanager.cn-north-1.amazonaws.com.cn/"],
    [READ_OBJECT, "eu-central-1", "https://parking.s3.eu-central-1.amazonaws.com/debug/forwarder.json"],
    [READ_OBJECT, "cn-north-1", "https://parking.s3.cn-north-1.amazonaws.com.cn/debug/forwarder.json"],
  ])("%o in %s has the address %s", async (request, region, url) => {
    await sendAwsRequest(request, { ...CREDENTIALS, AWS_REGION: region }, send);
    expect(send.mock.calls.map(([sent]) => sent.url)).toEqual([url]);
  });

  test.each([
    { AWS_REGION: "us-iso-east-1" },
    { AWS_REGION: "eu-isoe-west-1" },
    { AWS_REGION: "eusc-de-east-1" },
    { AWS_REGION: "" },
    { AWS_ACCESS_KEY_ID: "" },
    { AWS_SECRET_ACCESS_KEY: "" },
    { AWS_USE_FIPS_ENDPOINT: "true" },
    { AWS_USE_DUALSTACK_ENDPOINT: "true" },
    { AWS_ENDPOINT_URL_S3: "https://made-up.example" },
  ])("with %o the request is left to the AWS SDK", async (variables) => {
    await expect(sendAwsRequest(READ_OBJECT, { ...VARIABLES, ...variables }, send)).resolves.toBeUndefined();
    expect(send).not.toHaveBeenCalled();
  });

  test("a request without a response is left to the AWS SDK", async () => {
    send.mockRejectedValue(Object.assign(new Error("made-up"), { code: "ENOTFOUND" }));
    await expect(sendAwsRequest(READ_SECRET, VARIABLES, send)).resolves.toBeUndefined();
  });
});
