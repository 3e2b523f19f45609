import { renderChain } from "../../../ops/archive/render-chain";

const PROVED = {
  manifests: 24,
  objects: 190,
  bytes: 4_812,
  expired: 0,
  from: "2026-03-01T00:00:00.000Z",
  to: "2026-03-02T00:00:00.000Z",
};

test("a proved archive is one line with what was proved and for which time", () => {
  expect(renderChain("archive", { broken: undefined, ...PROVED })).toBe(
    "As they were written from 2026-03-01T00:00:00.000Z until 2026-03-02T00:00:00.000Z in archive: 24 manifests, 190 objects (4812 bytes).",
  );
});

test("a break is named with its detail, after what was proved before it", () => {
  const broken = { kind: "object removed", key: "records/one.gz", detail: "it was deleted" } as const;
  expect(
    renderChain("archive", { broken, ...PROVED })
      .split("\n")
      .slice(1),
  ).toEqual(["object removed: records/one.gz", "  it was deleted"]);
});

test("objects that are gone after their retention are counted", () => {
  expect(renderChain("archive", { broken: undefined, ...PROVED, expired: 3 })).toContain(
    "\nGone after the end of their retention: 3 objects.",
  );
});

test("control characters in the key of an inserted object do not reach the terminal", () => {
  const broken = { kind: "object inserted", key: "records/\u001b[2J", detail: "x" } as const;
  expect(renderChain("archive", { broken, ...PROVED })).not.toContain("\u001b");
});
