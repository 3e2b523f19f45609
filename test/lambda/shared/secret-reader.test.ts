import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createSecretReader } from "../../../lambda/shared/secret-reader";
import {
  type ScriptedResponse,
  type ScriptedEngine,
  scriptedEngine,
} from "../../fixtures/engine/scripted-engine";

let secretsManager: ScriptedEngine;
afterEach(() => secretsManager.close());

async function read(reply: ScriptedResponse): Promise<string> {
  secretsManager = await scriptedEngine({ "POST /": reply });
  const client = new SecretsManagerClient({
    endpoint: secretsManager.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "made-up", secretAccessKey: "made-up" },
    maxAttempts: 1,
  });
  return createSecretReader(client)("search-engine");
}

test("the reader returns the text of a secret, trimmed", async () => {
  await expect(read({ body: { SecretString: " made-up\n" } })).resolves.toBe("made-up");
  expect(secretsManager.requests[0]?.body).toEqual({ SecretId: "search-engine" });
});

test.each([{}, { SecretString: " " }])(
  "a secret without text is an error with the remedy (%j)",
  async (body) => {
    await expect(read({ body })).rejects.toThrow(
      "secret search-engine has no text; give it a value in Secrets Manager",
    );
  },
);

test("a missing secret gives the error of Secrets Manager", async () => {
  const body = { __type: "ResourceNotFoundException", Message: "no such secret" };
  await expect(read({ status: 400, body })).rejects.toThrow("no such secret");
});
