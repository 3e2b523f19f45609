import {
  PARKED_PREFIX,
  parkedPrefix,
  rejectedPrefix,
  type SinkName,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import { OperatorError } from "../cli";
import type { DeadLetterSource } from "./dead-letter-list";
import { invokeForwarder } from "./invoke-again";
import type { ParkingBucket } from "./parking-bucket";
import { replayingPrefix, UNDECODABLE_REPLAYING_PREFIX } from "./replaying-prefix";
import { decodeStoredContent } from "./stored-events";

/**
 * Moves rejected events to `parked/`, where Amazon S3 notifies the replay. An object goes through `replaying/`: if the
 * sink rejects all of its events again, the replay stores them under the same key in `rejected/`, and a direct move
 * could delete that new object.
 *
 * @returns the parked key
 */
export async function replayQuarantined(bucket: ParkingBucket, sink: SinkName, key: string): Promise<string> {
  const name = key.slice(
    [rejectedPrefix(sink), replayingPrefix(sink)].find((prefix) => key.startsWith(prefix))?.length,
  );
  const replayingKey = replayingPrefix(sink) + name;
  const parkedKey = parkedPrefix(sink) + name;
  if (key !== replayingKey) await bucket.move(key, replayingKey);
  await bucket.move(replayingKey, parkedKey);
  return parkedKey;
}

/** The replay states the key of a parked object that it cannot decode (lambda/replay/replay-object.ts). */
export const PARKED_OBJECT = /^parked object (?<key>parked\/[^:]+): /;

/**
 * Gives undecodable input to its function again: a parked object back under its key, a payload to every forwarder. The
 * object waits under another prefix meanwhile, because the function quarantines it under the same key if it still
 * cannot decode it.
 *
 * @returns the parked key, if it is a parked object
 * @throws OperatorError for input that no function can take back
 */
export async function replayUndecodable(
  { bucket, clients, resources }: DeadLetterSource,
  key: string,
): Promise<string | undefined> {
  const body = await bucket.read(key);
  const content = body && decodeStoredContent(body);
  if (content?.kind !== "undecodable")
    throw new OperatorError(`the object ${key} does not contain undecodable input with its reason`);
  if (/^undecodable lines|S3 event notification/.test(content.reason))
    throw new OperatorError(
      `the object ${key} cannot be replayed, because it is not a whole payload or parked object: ${content.reason}`,
    );
  const waitingKey = UNDECODABLE_REPLAYING_PREFIX + key.slice(key.lastIndexOf("/") + 1);
  if (key.startsWith(UNDECODABLE_PREFIX)) await bucket.move(key, waitingKey);
  const parkedKey = PARKED_OBJECT.exec(content.reason)?.groups?.["key"];
  if (parkedKey?.startsWith(PARKED_PREFIX)) await bucket.put(parkedKey, content.body);
  else {
    const data = Buffer.from(content.body).toString("base64");
    for (const { forwarderArn } of resources.pipelines)
      await invokeForwarder(clients.lambda, forwarderArn, { awslogs: { data } });
  }
  await bucket.delete(waitingKey);
  return parkedKey;
}
