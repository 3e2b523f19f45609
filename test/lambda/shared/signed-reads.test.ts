import { createSignedObjectReader, createSignedSecretReader } from "../../../lambda/shared/signed-reads";
import {
  type ScriptedResponse,
  scriptedEngine,
  type ScriptedEngine,
} from "../../fixtures/engine/scripted-engine";

const before = { ...process.env };
let service: ScriptedEngine;
afterEach(async () => {
  process.env = { ...before };
  await service.close();
});

async function serve(response: ScriptedResponse): Promise<void> {
  service = await scriptedEngine({ "POST /": response, "GET /parking/debug/forwarder.json": response });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: service.url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "made-up",
    AWS_SECRET_ACCESS_KEY: "made-up",
  });
}

describe("a secret", () => {
  async function read(response: ScriptedResponse, fromSdk?: string) {
    await serve(response);
    const getWithSdk = jest.fn().mockResolvedValue(fromSdk);
    const text = createSignedSecretReader(getWithSdk)("sentry");
    return { text: await text, ids: getWithSdk.mock.calls };
  }

  test("is read with one request, and its text is trimmed", async () => {
    const body = { SecretString: " made-up\n" };
    await expect(read({ body })).resolves.toEqual({ text: "made-up", ids: [] });
    expect(service.requests).toMatchObject([
      {
        body: { SecretId: "sentry" },
        contentType: "application/x-amz-json-1.1",
        headers: { "x-amz-target": "secretsmanager.GetSecretValue" },
      },
    ]);
  });

  test.each([{ status: 400 }, { status: 500 }, { status: 302 }, { body: "no JSON object" }, { body: {} }])(
    "is read with the AWS SDK after the response %j",
    async (response) => {
      await expect(read(response, "made-up")).resolves.toEqual({ text: "made-up", ids: [["sentry"]] });
    },
  );

  test.each([undefined, " "])(
    "that has no text for the AWS SDK either (%j) is an error with the remedy",
    (text) => expect(read({ body: {} }, text)).rejects.toThrow("secret sentry has no text; give it a value"),
  );

  test("whose text is empty is an error without another request", async () => {
    await expect(read({ body: { SecretString: " " } }, "made-up")).rejects.toThrow("has no text");
  });
});

describe("an object", () => {
  async function read(response: ScriptedResponse) {
    await serve(response);
    const withSdk = { get: jest.fn().mockResolvedValue(Buffer.from("from the SDK")) };
    const bytes = await createSignedObjectReader("parking", 60_000, withSdk).get("debug/forwarder.json");
    return { text: bytes && Buffer.from(bytes).toString(), keys: withSdk.get.mock.calls };
  }

  test("is read with one request", async () => {
    await expect(read({ body: { level: "DEBUG" } })).resolves.toEqual({
      text: '{"level":"DEBUG"}',
      keys: [],
    });
  });

  test("that does not exist is undefined", async () => {
    await expect(read({ status: 404 })).resolves.toEqual({ text: undefined, keys: [] });
  });

  test("to which access is denied is an error, without another request", async () => {
    await expect(read({ status: 403 })).rejects.toThrow("S3 denies access to debug/forwarder.json");
  });

  test.each([{ status: 503 }, { status: 301 }])("is read with the AWS SDK after %j", async (response) => {
    await expect(read(response)).resolves.toEqual({ text: "from the SDK", keys: [["debug/forwarder.json"]] });
  });
});
