import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { ARCHIVED_LOGS, ARCHIVED_RECORDS_PREFIX, MANIFESTS_PREFIX } from "../../../catalog";
import { createArchiveReader } from "../../../lambda/archive-manifest/archive-reader";
import { parseObject } from "../../../lambda/shared/json";
import type { Drive, DriveContext } from "../context";
import { withoutRandomText } from "../outcome";
import { markedMessage } from "./delivered-events";
import { subscriptionEvent } from "./subscription-event";

/** An event of each archived log, with an address that redaction hashes. */
export const driveArchiver: Drive = async (context) => {
  const mark = `permissions-${randomUUID()}`;
  const line = { level: "INFO", message: markedMessage(mark) };
  const invoke = await context.inNewEnvironment("archiver");
  const outcomes = [];
  for (const log of ARCHIVED_LOGS)
    outcomes.push((await invoke(subscriptionEvent(context, log, line))).outcome);
  return { outcomes, archived: await archivedMessages(context, mark) };
};

/** The first manifest of an archive without one, and a second run, which reads it. */
export const driveArchiveManifest: Drive = async (context) => {
  await deleteManifests(context);
  const invoke = await context.inNewEnvironment("archive-manifest");
  const written = await invoke({});
  const read = await invoke({});
  return { written: written.outcome, read: read.outcome };
};

/** The redacted messages with a mark. The emulator's Firehose writes an object for each request. */
async function archivedMessages({ clients, archiveBucket }: DriveContext, mark: string): Promise<string[]> {
  const archive = createArchiveReader(clients.s3, archiveBucket);
  const versions = await archive.listVersions(ARCHIVED_RECORDS_PREFIX);
  const bodies = await Promise.all(versions.map((version) => archive.read(version)));
  return bodies
    .flatMap((body) => gunzipSync(body).toString().split("\n"))
    .filter((line) => line.includes(mark))
    .map((line) => withoutRandomText(String(parseObject(line)["message"])));
}

/** With the permissions of the account, which may remove a lock of mode `governance`. */
async function deleteManifests({ clients: { s3 }, archiveBucket: Bucket }: DriveContext): Promise<void> {
  for (const { key: Key, versionId: VersionId } of await createArchiveReader(s3, Bucket).listVersions(
    MANIFESTS_PREFIX,
  ))
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true }));
}
