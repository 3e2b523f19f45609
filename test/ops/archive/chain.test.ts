import fc from "fast-check";
import { MANIFESTS_PREFIX } from "../../../catalog";
import { sealEnvelope } from "../../../lambda/archive-manifest/envelope";
import { HOUR_MS, type Manifest, manifestKey } from "../../../lambda/archive-manifest/manifest";
import { openEnvelope } from "../../../lambda/archive-manifest/envelope";
import { type ChainResult, verifyChain } from "../../../ops/archive/chain";
import type { BreakKind, ChainOptions } from "../../../ops/archive/chain-break";
import {
  archiveOf,
  type MemoryArchive,
  recordKey,
  sign,
  START,
  verifySignature,
} from "../../fixtures/archive";

const HOURS = [["a0", "a1"], ["b0"], [], ["d0", "d1", "d2"]];
const FIRST = recordKey(START, "object-0");
const SECOND = recordKey(START, "object-1");
const LATER = recordKey(START + 3 * HOUR_MS, "object-1");
const hourKey = (hour: number) => manifestKey(new Date(START + (hour + 1) * HOUR_MS).toISOString());

async function verify(archive: MemoryArchive, options: Partial<ChainOptions> = {}): Promise<ChainResult> {
  return verifyChain(
    {
      manifests: await archive.listVersions(MANIFESTS_PREFIX),
      objects: await archive.listVersions("records/"),
      read: (version) => archive.read(version),
      hash: (version) => archive.hash(version),
    },
    { environment: "production", now: archive.now, verifySignature, ...options },
  );
}

/** Changes a manifest as somebody would who may sign. */
async function sealAgain(archive: MemoryArchive, key: string, change: (manifest: Manifest) => object) {
  const manifest = JSON.parse(openEnvelope(archive.contentOf(key))?.payload ?? "") as Manifest;
  archive.corrupt(key, await sealEnvelope(JSON.stringify({ ...manifest, ...change(manifest) }), sign));
}

test("an archive that nobody changed is proved", async () => {
  const archive = await archiveOf(HOURS);
  expect(await verify(archive)).toEqual({
    broken: undefined,
    manifests: 4,
    objects: 6,
    bytes: 12,
    expired: 0,
    from: null,
    to: "2026-03-01T14:00:00.000Z",
  });
});

const TAMPERING: readonly (readonly [
  what: string,
  tamper: (archive: MemoryArchive) => unknown,
  kind: BreakKind,
  key: string,
])[] = [
  ["an object is overwritten", (archive) => archive.put(FIRST, "other"), "object changed", FIRST],
  [
    "an object has other bytes of the same length",
    (archive) => {
      archive.corrupt(FIRST, Buffer.from("xx"));
    },
    "object changed",
    FIRST,
  ],
  [
    "an object is shorter",
    (archive) => {
      archive.corrupt(SECOND, Buffer.from("x"));
    },
    "object changed",
    SECOND,
  ],
  [
    "an object is deleted",
    (archive) => {
      archive.delete(LATER);
    },
    "object removed",
    LATER,
  ],
  [
    "every version of an object is deleted",
    (archive) => {
      archive.deleteVersions(LATER);
    },
    "object removed",
    LATER,
  ],
  [
    "an object is inserted into a past hour",
    (archive) => {
      archive.now = START + 1.5 * HOUR_MS;
      archive.put(recordKey(archive.now, "inserted"), "x");
      archive.now = START + 4.5 * HOUR_MS;
    },
    "object inserted",
    recordKey(START + HOUR_MS, "inserted"),
  ],
  [
    "two objects are exchanged",
    (archive) => {
      archive.exchange(FIRST, SECOND);
    },
    "object changed",
    FIRST,
  ],
  [
    "the objects of a manifest are in another order, with a new signature",
    (archive) => sealAgain(archive, hourKey(0), ({ objects }) => ({ objects: objects.toReversed() })),
    "object reordered",
    FIRST,
  ],
  [
    "a byte of a manifest is changed",
    (archive) => {
      const body = Buffer.from(archive.contentOf(hourKey(1)));
      body.writeUInt8(body.readUInt8(120) ^ 1, 120);
      archive.corrupt(hourKey(1), body);
    },
    "manifest changed",
    hourKey(1),
  ],
  [
    "an object is removed from a manifest, with a new signature",
    (archive) => sealAgain(archive, hourKey(1), () => ({ objects: [] })),
    "object inserted",
    recordKey(START + HOUR_MS, "object-0"),
  ],
  [
    "an object and its entry in the manifest are removed, with a new signature",
    async (archive) => {
      archive.deleteVersions(recordKey(START + HOUR_MS, "object-0"));
      await sealAgain(archive, hourKey(1), () => ({ objects: [] }));
    },
    "manifest changed",
    hourKey(1),
  ],
  ["a manifest is overwritten", (archive) => archive.put(hourKey(2), "{}"), "manifest changed", hourKey(2)],
  [
    "a manifest is deleted",
    (archive) => {
      archive.delete(hourKey(2));
    },
    "manifest missing",
    hourKey(2),
  ],
  [
    "every version of a manifest is deleted",
    (archive) => {
      archive.deleteVersions(hourKey(1));
    },
    "manifest missing",
    hourKey(1),
  ],
  [
    "the first manifest is deleted for good",
    (archive) => {
      archive.deleteVersions(hourKey(0));
    },
    "manifest missing",
    hourKey(0),
  ],
  [
    "the last manifests are deleted for good",
    (archive) => {
      archive.deleteVersions(hourKey(2));
      archive.deleteVersions(hourKey(3));
      archive.now += 2 * HOUR_MS;
    },
    "manifest missing",
    hourKey(2),
  ],
  [
    "two manifests are exchanged",
    (archive) => {
      archive.exchange(hourKey(1), hourKey(2));
    },
    "manifest reordered",
    hourKey(1),
  ],
];

test.each(TAMPERING)("the first break is named if %s", async (_, tamper, kind, key) => {
  const archive = await archiveOf(HOURS);
  await tamper(archive);
  expect((await verify(archive)).broken).toMatchObject({ kind, key });
});

test("the detail of an overwritten object names the version with the original", async () => {
  const archive = await archiveOf(HOURS);
  const [original] = await archive.listVersions(FIRST);
  archive.put(FIRST, "other");
  expect((await verify(archive)).broken?.detail).toContain(
    `the original is the version ${original?.versionId}`,
  );
});

test("the oldest of several breaks is named", async () => {
  const archive = await archiveOf(HOURS);
  archive.delete(LATER);
  archive.delete(SECOND);
  expect((await verify(archive)).broken?.key).toBe(SECOND);
});

test("manifests of another environment break the chain", async () => {
  const archive = await archiveOf(HOURS);
  expect((await verify(archive, { environment: "staging" })).broken?.kind).toBe("manifest changed");
});

test("an object may be gone once its retention has ended, and not a day before", async () => {
  const archive = await archiveOf(HOURS);
  archive.delete(FIRST);
  const end = START + 366 * 24 * HOUR_MS;
  const before = await verify(archive, { now: end - 1 });
  expect(before.broken).toMatchObject({ kind: "object removed", key: FIRST });
  const after = await verify(archive, { now: end });
  expect(after).toMatchObject({ expired: 1, objects: 5, broken: { kind: "manifest missing" } });
});

test("an archive without a manifest is not proved", async () => {
  const archive = await archiveOf([]);
  expect((await verify(archive)).broken?.kind).toBe("manifest missing");
});

describe("with a start", () => {
  const since = START + 2.5 * HOUR_MS;

  test("only the manifests and objects after it are verified", async () => {
    const archive = await archiveOf(HOURS);
    archive.delete(FIRST);
    expect(await verify(archive, { since })).toMatchObject({ broken: undefined, manifests: 2, objects: 3 });
  });

  test("the digest of the manifest before it is verified", async () => {
    const archive = await archiveOf(HOURS);
    await sealAgain(archive, hourKey(1), ({ objects }) => ({ objects: [...objects, ...objects] }));
    expect((await verify(archive, { since })).broken).toMatchObject({
      kind: "manifest changed",
      key: hourKey(1),
    });
  });
});

test("any change of the bytes of any object or manifest breaks the chain at that object", async () => {
  const hours = fc.array(fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(
      hours,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (contents, at, where, bits) => {
        const archive = await archiveOf(contents);
        const keys = archive.keys("");
        const key = keys[at % keys.length] ?? "";
        const body = Buffer.from(archive.contentOf(key));
        const position = where % body.byteLength;
        body.writeUInt8(body.readUInt8(position) ^ bits, position);
        archive.corrupt(key, body);
        const { broken } = await verify(archive);
        expect(broken?.key).toBe(key);
      },
    ),
  );
});

test("the removal of any object or manifest breaks the chain there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.boolean(), async (at, forGood) => {
      const archive = await archiveOf(HOURS);
      const keys = archive.keys("");
      const key = keys[at % keys.length] ?? "";
      if (forGood) archive.deleteVersions(key);
      else archive.delete(key);
      archive.now += 3 * HOUR_MS;
      const { broken } = await verify(archive);
      expect(broken?.key).toBe(key);
    }),
  );
});
