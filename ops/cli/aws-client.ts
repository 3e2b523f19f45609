import { Agent } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { givenCertificates } from "./given-address";
import type { Io } from "./io";

export interface AwsOptions {
  readonly profile?: string | undefined;
  readonly region: string;
}

/** Settings of every client of the AWS SDK. The credentials are those of the SDK's default chain. */
export interface AwsClientConfig {
  readonly region: string;
  readonly profile?: string;
  readonly requestHandler?: NodeHttpHandler;
}

/** Trusts the certificate authority in AWS_CA_BUNDLE, as the AWS CLI does. The SDK reads AWS_ENDPOINT_URL itself. */
export function awsClientConfig({ profile, region }: AwsOptions, { env }: Pick<Io, "env">): AwsClientConfig {
  const caFile = env["AWS_CA_BUNDLE"];
  return {
    region,
    ...(profile !== undefined && { profile }),
    ...(caFile && {
      requestHandler: new NodeHttpHandler({
        httpsAgent: new Agent({ ca: givenCertificates("AWS_CA_BUNDLE", caFile), keepAlive: true }),
      }),
    }),
  };
}
