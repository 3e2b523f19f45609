import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { debugParameterName, FORWARDER_DEBUG_KEY, parkingBucketName } from "../../catalog";
import type { DebugMode } from "../../lambda/shared/debug-mode";
import type { CommandContext } from "../cli";
import type { DebugTarget } from "./debug-options";

/** Where the debug mode of a target is stored. */
export interface DebugModeStore {
  /** A parameter or an object, for people. */
  readonly place: string;
  /** Empty if there is none. */
  read(): Promise<string>;
  write(mode: DebugMode): Promise<void>;
  clear(): Promise<void>;
}

/** @param account id of the AWS account, which the name of the parking bucket contains */
export function debugModeStores(
  context: Pick<CommandContext, "aws" | "config" | "io">,
  account: string,
): Readonly<Record<DebugTarget, DebugModeStore>> {
  return { application: parameterStore(context), forwarder: objectStore(context, account) };
}

/**
 * An advanced parameter, whose policy deletes it after its end: without the policy, a value that is over would remain. Source:
 * AWS Systems Manager User Guide, "Assigning parameter policies in Parameter Store".
 */
function parameterStore({
  aws,
  config: { environment },
}: Pick<CommandContext, "aws" | "config">): DebugModeStore {
  const client = new SSMClient(aws);
  const Name = debugParameterName(environment);
  return {
    place: `the parameter ${Name}`,
    async read() {
      try {
        return (await client.send(new GetParameterCommand({ Name }))).Parameter?.Value ?? "";
      } catch (error) {
        if (error instanceof ParameterNotFound) return "";
        throw error;
      }
    },
    async write(mode) {
      const expiration = { Type: "Expiration", Version: "1.0", Attributes: { Timestamp: mode.until } };
      await client.send(
        new PutParameterCommand({
          Name,
          Description: `debug mode of the application until ${mode.until}, started by ${mode.startedBy}`,
          Type: "String",
          Tier: "Advanced",
          Policies: JSON.stringify([expiration]),
          Value: JSON.stringify(mode),
          Overwrite: true,
        }),
      );
    },
    async clear() {
      try {
        await client.send(new DeleteParameterCommand({ Name }));
      } catch (error) {
        if (!(error instanceof ParameterNotFound)) throw error;
      }
    },
  };
}

function objectStore(
  { aws, config: { environment }, io }: Pick<CommandContext, "aws" | "config" | "io">,
  account: string,
): DebugModeStore {
  const client = new S3Client({ ...aws, forcePathStyle: io.env["AWS_ENDPOINT_URL"] !== undefined });
  const object = { Bucket: parkingBucketName(environment, account), Key: FORWARDER_DEBUG_KEY };
  const put = (text: string) => client.send(new PutObjectCommand({ ...object, Body: text }));
  return {
    place: `the object ${object.Key} of the bucket ${object.Bucket}`,
    async read() {
      try {
        return (await (await client.send(new GetObjectCommand(object))).Body?.transformToString()) ?? "";
      } catch (error) {
        if (error instanceof NoSuchKey) return "";
        throw error;
      }
    },
    async write(mode) {
      await put(JSON.stringify(mode));
    },
    async clear() {
      // The forwarders may not list the bucket, so they could not tell a deleted object from a failed read.
      await put("{}");
    },
  };
}
