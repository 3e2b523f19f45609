import type { DetectionContext, Detector, DetectedSecret } from "../detectors/detector";
import { createWordClassifier } from "../keys/sensitive-keys";
import { labelsIn } from "../labels";
import { type CodeBuffer, createCodeBuffer } from "./code-buffer";
import { createScan } from "./scan";
import { createScanTables, type ScanTables } from "./scan-tables";
import { createTextScan } from "./text-scan";

/** A detected secret and its detector. */
export interface AttributedSecret extends DetectedSecret {
  readonly detector: string;
  /** The decoded value, if it differs from the text. */
  readonly value?: string;
}

/** The secrets in a text, in no particular order, and the encodings that it may contain, as bits (scan.ts). */
export interface Findings {
  readonly secrets: readonly AttributedSecret[];
  readonly encodings: number;
}

/** @param skipped 1 for each detector that is not applied, by its index */
export type SecretFinder = (text: string, skipped?: Uint8Array) => Findings;

const NO_SECRETS: readonly AttributedSecret[] = [];
/** The findings in a text without secrets, by encodings, so that such a text allocates nothing. */
const NOTHING: readonly Findings[] = [0, 1, 2, 3, 4, 5, 6, 7].map((encodings) => ({
  secrets: NO_SECRETS,
  encodings,
}));

/** Tables take some milliseconds to make, and hold no text of a line. */
const TABLES = new WeakMap<readonly Detector[], ScanTables>();

/**
 * Creates a function that finds all secrets in a text in one scan.
 *
 * @param buffer is not cleared here: its owner does so after a line
 */
export function createSecretFinder(
  detectors: readonly Detector[],
  buffer: CodeBuffer = createCodeBuffer(),
): SecretFinder {
  const context = createDetectionContext();
  const none = new Uint8Array(detectors.length);
  const reads = detectors.map(({ read }) => read);
  let skippedDetectors: Uint8Array = none;
  let found: AttributedSecret[] | undefined;
  /** The end of the last secret of each detector. It does not search within its secrets. */
  const searchedTo = new Int32Array(detectors.length);

  function visit(index: number, text: string, at: number, end: number): void {
    if (skippedDetectors[index] === 1 || at < (searchedTo[index] ?? 0)) return;
    const secret = reads[index]?.(text, at, context, end);
    if (secret === undefined) return;
    if (Array.isArray(secret)) for (const each of secret as readonly DetectedSecret[]) keep(index, each);
    else keep(index, secret as DetectedSecret);
  }

  function keep(index: number, { kind, from, to }: DetectedSecret): void {
    (found ??= []).push({ kind, from, to, detector: detectors[index]?.name ?? "" });
    searchedTo[index] = Math.max(to, searchedTo[index] ?? 0);
  }

  const tables = TABLES.get(detectors) ?? createScanTables(detectors.map(({ anchor }) => anchor));
  TABLES.set(detectors, tables);
  const scan = createScan(tables, buffer, visit);

  return (text, skipped = none) => {
    context.scan.reset();
    skippedDetectors = skipped;
    if (found !== undefined) searchedTo.fill(0);
    found = undefined;
    const encodings = scan(text);
    const secrets = found as AttributedSecret[] | undefined;
    if (secrets === undefined || isHexadecimalId(text))
      return NOTHING[encodings] ?? { secrets: NO_SECRETS, encodings };
    return { secrets, encodings };
  };
}

/** A whole text of hexadecimal digits with a letter, and dashes, is a digest, a UUID or a trace id. */
function isHexadecimalId(text: string): boolean {
  return /^[\da-f-]+$/.test(text) && /[a-f]/.test(text);
}

/**
 * Sorts findings by position and merges overlapping ones; the widest determines the kind. Drops findings that are
 * labels already, and extends findings that overlap a label to the whole label.
 */
export function mergeOverlaps(text: string, found: readonly AttributedSecret[]): readonly AttributedSecret[] {
  const labels = labelsIn(text);
  if (found.length < 2 && labels.length === 0) return found;
  const unlabelled = labels.length === 0 ? found : found.flatMap((one) => excludeLabels(one, labels));
  const sorted = unlabelled.toSorted((one, other) => one.from - other.from || other.to - one.to);
  const merged: AttributedSecret[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (!last || next.from >= last.to) {
      merged.push(next);
      continue;
    }
    const wider = next.to - next.from > last.to - last.from ? next : last;
    merged[merged.length - 1] = { ...wider, from: last.from, to: Math.max(last.to, next.to) };
  }
  return merged;
}

/** Drops a finding that consists of labels; otherwise extends it to all overlapping labels. */
function excludeLabels(
  found: AttributedSecret,
  labels: readonly (readonly [number, number])[],
): readonly AttributedSecret[] {
  let { from, to } = found;
  let left = to - from;
  for (const [start, end] of overlappingLabels(labels, from, to)) {
    left -= Math.min(end, found.to) - Math.max(start, found.from);
    from = Math.min(from, start);
    to = Math.max(to, end);
  }
  return left === 0 ? [] : [{ ...found, from, to }];
}

function overlappingLabels(labels: readonly (readonly [number, number])[], from: number, to: number) {
  let low = 0;
  let high = labels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((labels[middle]?.[1] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while ((labels[end]?.[0] ?? Infinity) < to) end += 1;
  return labels.slice(low, end);
}

/** What the detectors share. `scan` must be reset before each text. */
export function createDetectionContext(): DetectionContext {
  return { classifyWord: createWordClassifier(), scan: createTextScan() };
}
