import { sendAwsRequest } from "./aws-request";
import { parseObject } from "./json";
import type { ObjectStore } from "./object-store";
import { SafeError } from "./safe-error";
import type { GetSecretString } from "./secret-getter";
import type { ReadSecret } from "./secret-reader";
import { requireSecretText } from "./secret-text";

/** After this time, in milliseconds, the AWS SDK tries it. Secrets Manager answers within a few dozen. */
const SECRET_TIMEOUT_MS = 3_000;

/**
 * Reads a secret with one signed request. If Secrets Manager does not return the secret, the AWS SDK asks for it again, with
 * retries: its errors have the names that explain-secret-errors.ts knows.
 *
 * @param getWithSdk is called only then
 */
export function createSignedSecretReader(getWithSdk: GetSecretString): ReadSecret {
  return async (id) => {
    const response = await sendAwsRequest({
      service: "secretsmanager",
      method: "POST",
      path: "/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "secretsmanager.GetSecretValue",
      },
      body: JSON.stringify({ SecretId: id }),
      timeoutMs: SECRET_TIMEOUT_MS,
    });
    const text = response?.status === 200 ? parseObject(response.body ?? "")["SecretString"] : undefined;
    return requireSecretText(id, typeof text === "string" ? text : await getWithSdk(id));
  };
}

/**
 * Reads an object of a bucket, with a key that needs no encoding, with one signed request, and with the AWS SDK if S3 does
 * not respond or fails.
 *
 * @param withSdk is called only then
 */
export function createSignedObjectReader(
  bucket: string,
  timeoutMs: number,
  withSdk: Pick<ObjectStore, "get">,
): Pick<ObjectStore, "get"> {
  return {
    async get(key) {
      const response = await sendAwsRequest({
        ...{ service: "s3", method: "GET", bucket, path: `/${key}`, timeoutMs },
      });
      if (response?.status === 200) return Buffer.from(response.body ?? "");
      if (response?.status === 404) return undefined;
      if (response?.status === 403) throw new SafeError(`S3 denies access to ${key}`);
      return withSdk.get(key);
    },
  };
}
