import { MANIFESTS_PREFIX } from "../../../catalog";
import { openEnvelope, sha256Hex } from "../../../lambda/archive-manifest/envelope";
import { HOUR_MS, parseManifest } from "../../../lambda/archive-manifest/manifest";
import { writeManifests } from "../../../lambda/archive-manifest/write-manifests";
import { archiveOf, manifestOptions, MemoryArchive, recordKey, START } from "../../fixtures/archive";

function manifestAt(archive: MemoryArchive, key: string | undefined) {
  return parseManifest(openEnvelope(archive.contentOf(key ?? ""))?.payload ?? "");
}

test("the first manifest lists every earlier object with its version, size, ETag and hash", async () => {
  const archive = new MemoryArchive();
  const versionId = archive.put(recordKey(START, "one"), "content");
  archive.now = START + 1.5 * HOUR_MS;
  const [key] = await writeManifests(manifestOptions(archive));
  expect(key).toBe("manifests/dt=2026-03-01/hour=10.json");
  expect(manifestAt(archive, key)).toEqual({
    environment: "production",
    sequence: 0,
    from: null,
    to: "2026-03-01T11:00:00.000Z",
    previousSha256: null,
    retentionYears: 1,
    objects: [
      {
        key: recordKey(START, "one"),
        versionId,
        size: 7,
        etag: '"etag-1"',
        sha256: sha256Hex(Buffer.from("content")),
        lastModified: "2026-03-01T10:00:00.000Z",
      },
    ],
  });
});

test("each further manifest has the objects of its hour, and the digest of its predecessor", async () => {
  const archive = await archiveOf([["a"], ["b", "c"]]);
  const [first = "", second] = archive.keys(MANIFESTS_PREFIX);
  expect(manifestAt(archive, second)).toMatchObject({
    sequence: 1,
    from: "2026-03-01T11:00:00.000Z",
    to: "2026-03-01T12:00:00.000Z",
    previousSha256: sha256Hex(archive.contentOf(first)),
    objects: [{ size: 1 }, { size: 1 }],
  });
});

test("an hour without objects has a manifest, and missed hours are made up for", async () => {
  const archive = await archiveOf([["a"]]);
  archive.now += 3 * HOUR_MS;
  expect(await writeManifests(manifestOptions(archive))).toHaveLength(3);
});

test("no manifest is begun after the deadline", async () => {
  const archive = await archiveOf([["a"]]);
  archive.now += 3 * HOUR_MS;
  expect(await writeManifests({ ...manifestOptions(archive), deadline: archive.now })).toEqual([]);
});

test("an hour is closed ten minutes after its end", async () => {
  const archive = await archiveOf([["a"]]);
  archive.now = START + 2 * HOUR_MS + 9 * 60_000;
  expect(await writeManifests(manifestOptions(archive))).toEqual([]);
  archive.now += 60_000;
  expect(await writeManifests(manifestOptions(archive))).toHaveLength(1);
});

test("an object that Firehose delivered a day late is in the manifest of the hour in which it arrived", async () => {
  const archive = await archiveOf([["a"]]);
  archive.now = START + 23.5 * HOUR_MS;
  archive.put(recordKey(START, "late"), "late");
  archive.now += HOUR_MS;
  const last = (await writeManifests(manifestOptions(archive))).at(-1);
  expect(manifestAt(archive, last)?.objects.map(({ key }) => key)).toEqual([recordKey(START, "late")]);
});

test("the chain does not continue after something that is not a manifest", async () => {
  const archive = await archiveOf([["a"]]);
  archive.corrupt(archive.keys(MANIFESTS_PREFIX)[0] ?? "", Buffer.from("{}"));
  archive.now += HOUR_MS;
  await expect(writeManifests(manifestOptions(archive))).rejects.toThrow(/is not a manifest; find out/);
});

test("an overwritten last manifest does not change what its successor refers to", async () => {
  const archive = await archiveOf([["a"]]);
  const [key = ""] = archive.keys(MANIFESTS_PREFIX);
  const original = sha256Hex(archive.contentOf(key));
  archive.put(key, "{}");
  archive.now += HOUR_MS;
  const [next] = await writeManifests(manifestOptions(archive));
  expect(manifestAt(archive, next)?.previousSha256).toBe(original);
});
