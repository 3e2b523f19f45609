import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import {
  LAMBDA_FAILURES_PREFIX,
  PARKED_PREFIX,
  parkingBucketName,
  QUARANTINE_PREFIX,
  REMAINDER_PREFIX,
} from "../../../catalog";
import { decodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import { isObject, parseObject } from "../../../lambda/shared/json";

const ENVIRONMENT = "local";
const FOLDERS = [PARKED_PREFIX, REMAINDER_PREFIX, QUARANTINE_PREFIX, LAMBDA_FAILURES_PREFIX];

/** The objects whose content is read. Others are counted. */
const MAX_OBJECTS_READ = 20;

/** An object of the parking bucket. */
export interface StoredObject {
  readonly key: string;
  readonly storedAt: Date;
  /** Why its events are there, most frequent first, without log text. */
  readonly reasons: readonly ReasonCount[];
}

interface ReasonCount {
  readonly reason: string;
  /**
   * Number of log events.
   * @default - unknown: the object contains an undecodable or a failed payload
   */
  readonly events?: number;
}

export interface StoredObjects {
  /** The newest objects, newest first. */
  readonly newest: readonly StoredObject[];
  /** Number of all objects by folder. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Listed {
  readonly key: string;
  readonly storedAt: Date;
  /** Changes with the content. */
  readonly version: string;
}

/** Reads the parking bucket of an account. Keeps what it read of an object while the object exists. */
export function createStoredObjectsReader(client: S3Client, account: string): () => Promise<StoredObjects> {
  const Bucket = parkingBucketName(ENVIRONMENT, account);
  let known: ReadonlyMap<string, readonly ReasonCount[]> = new Map();

  return async () => {
    const folders = await Promise.all(FOLDERS.map(async (folder) => [folder, await list(folder)] as const));
    const newest = folders
      .flatMap(([, objects]) => objects)
      .toSorted((a, b) => b.storedAt.getTime() - a.storedAt.getTime())
      .slice(0, MAX_OBJECTS_READ);
    const read = await Promise.all(newest.map(async (each) => ({ ...each, reasons: await reasonsOf(each) })));
    known = new Map(read.map(({ version, reasons }) => [version, reasons]));
    return {
      newest: read.map(({ key, storedAt, reasons }) => ({ key, storedAt, reasons })),
      counts: Object.fromEntries(folders.map(([folder, objects]) => [folder, objects.length])),
    };
  };

  async function list(Prefix: string): Promise<readonly Listed[]> {
    const listed: Listed[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
      for (const { Key: key, LastModified: storedAt, ETag = "" } of Contents)
        if (key !== undefined && storedAt) listed.push({ key, storedAt, version: `${key} ${ETag}` });
    }
    return listed;
  }

  async function reasonsOf({ key, version }: Listed): Promise<readonly ReasonCount[]> {
    const cached = known.get(version);
    if (cached) return cached;
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
      return readReasons(key, (await Body?.transformToByteArray()) ?? new Uint8Array());
    } catch (error) {
      // The replay deletes an object as soon as its events are settled.
      if (error instanceof Error && error.name === "NoSuchKey") return [{ reason: "replayed a moment ago" }];
      throw error;
    }
  }
}

/** The reasons in an object of the parking bucket. */
export function readReasons(key: string, body: Uint8Array): readonly ReasonCount[] {
  if (key.endsWith(".ndjson.gz")) {
    const decoded = decodeFailedEvents(body);
    if ("decodeError" in decoded) return [{ reason: `the object is undecodable: ${decoded.decodeError}` }];
    const counts = new Map<string, number>();
    for (const { reason } of decoded.failedEvents) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [...counts]
      .map(([reason, events]) => ({ reason, events }))
      .toSorted((a, b) => b.events - a.events);
  }
  const { reason, requestContext } = parseObject(Buffer.from(body).toString("utf8"));
  if (typeof reason === "string") return [{ reason }];
  // Source: AWS Lambda Developer Guide, "Retain records of failed invocations", S3 destinations.
  const condition = isObject(requestContext) ? requestContext["condition"] : undefined;
  return [{ reason: typeof condition === "string" ? `failed invocation: ${condition}` : "no reason given" }];
}
