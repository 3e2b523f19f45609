import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Endpoints } from "./endpoints";

/** Configuration of an AWS SDK client for the emulator. It trusts the certificate authority of the emulator only. */
export function awsClientConfig({ aws }: Pick<Endpoints, "aws">) {
  return {
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 2,
    requestHandler: new NodeHttpHandler({
      httpsAgent: new Agent({ ca: readFileSync(aws.caFile), keepAlive: true }),
    }),
  };
}
