import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { EnvironmentVariables } from "./environment-variables";
import { type HttpResponse, sendRequest } from "./http-request";

/** A request to an AWS service in the region of the function. */
export interface AwsRequest {
  readonly service: "secretsmanager" | "s3";
  readonly method: "GET" | "POST";
  /** Of S3. */
  readonly bucket?: string;
  /** Encoded, from the first slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

/** The largest response that is read: a secret has at most 64 KiB, which JSON can double. */
const MAX_RESPONSE_BYTES = 262_144;

/**
 * Sends one request with the credentials of the function, in a fraction of the CPU time that the AWS SDK takes for its
 * first. It neither retries nor knows every endpoint, so what it returns no response for is left to the SDK.
 *
 * @returns undefined if there is no response, if the service failed or throttled the request, and if the endpoint is not
 * one of these: a configured one, or the standard one of the partitions aws, aws-cn and aws-us-gov
 */
export async function sendAwsRequest(
  request: AwsRequest,
  variables: EnvironmentVariables = process.env,
  send: typeof sendRequest = sendRequest,
): Promise<HttpResponse | undefined> {
  const { service, method, headers = {}, body, timeoutMs } = request;
  const url = urlOf(request, variables);
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  } = variables;
  if (!url || !region || !accessKeyId || !secretAccessKey) return undefined;
  const { AWS_SESSION_TOKEN: sessionToken } = variables;
  const signer = new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    sha256: Sha256,
    uriEscapePath: service !== "s3",
  });
  try {
    const { protocol, hostname, host, pathname: path } = url;
    const signed = await signer.sign({
      ...{ method, protocol, hostname, path, body },
      headers: { host, ...headers },
    });
    const response = await send({
      ...{ method, url: url.href, headers: signed.headers, timeoutMs },
      ...(body !== undefined && { body: Buffer.from(body) }),
      maxResponseBytes: MAX_RESPONSE_BYTES,
    });
    const isFailure = response.status === 429 || response.status >= 500 || response.body === undefined;
    return isFailure ? undefined : response;
  } catch {
    return undefined;
  }
}

/** Undefined if only the AWS SDK knows the endpoint. */
function urlOf({ service, bucket, path }: AwsRequest, variables: EnvironmentVariables): URL | undefined {
  const { AWS_REGION: region = "", AWS_ENDPOINT_URL: configured } = variables;
  if (SDK_SETTINGS.some((name) => variables[name])) return undefined;
  if (configured) return new URL(bucket === undefined ? path : `/${bucket}${path}`, configured);
  if (!STANDARD_REGION.test(region)) return undefined;
  const subdomain = bucket === undefined ? "" : `${bucket}.`;
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return new URL(`https://${subdomain}${service}.${region}.${domain}${path}`);
}

/** Settings of the SDK that change an endpoint. Source: AWS SDKs and Tools Reference Guide, "Settings reference". */
const SDK_SETTINGS = [
  "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  "AWS_ENDPOINT_URL_S3",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_USE_FIPS_ENDPOINT",
] as const;

/** A region of the partitions aws, aws-cn and aws-us-gov. The regions of the others start with us-iso, eu-iso or eusc. */
const STANDARD_REGION = /^(?!us-iso|eu-iso|eusc)[a-z]{2}-(?:gov-)?[a-z]+-\d$/;

/** SHA-256, and HMAC with a secret, in the interface of the signer. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash | typeof createHmac>;
  constructor(secret?: ConstructorParameters<SignerHash>[0]) {
    this.#hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string | Uint8Array);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  /** The signer makes a new one instead. */
  reset(): never {
    throw new Error("a hash of Node.js cannot be reset");
  }
}
type SignerHash = ConstructorParameters<typeof SignatureV4>[0]["sha256"];
