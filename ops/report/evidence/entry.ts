import { z } from "zod";

export const RESULTS = ["success", "failure", "cancelled", "skipped"] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 digest, 64 hexadecimal digits");

/** One line of an index of evidence: what ran, when, on which commit, with which result. */
export const evidenceEntry = z.strictObject({
  /** In UTC, such as `2026-11-27T06:41:00.000Z`. */
  at: z.iso.datetime(),
  environment: z.string().min(1),
  commit: z.string().regex(/^[0-9a-f]{40}$/, "expected a commit, 40 hexadecimal digits"),
  /** URL of the run of the workflow. */
  run: z.url().optional(),
  /** What ran, such as `rules`, with the outcome of its step. */
  checks: z.array(z.strictObject({ name: z.string().min(1), result: z.enum(RESULTS) })).min(1),
  /** The files that the run left behind, by their paths in its evidence. */
  reports: z.array(z.strictObject({ file: z.string().min(1), sha256 })),
  /** SHA-256 of the line before; of the first line, 64 zeros. A changed, removed or inserted line breaks the chain. */
  previous: sha256,
});

export type EvidenceEntry = Readonly<z.infer<typeof evidenceEntry>>;
