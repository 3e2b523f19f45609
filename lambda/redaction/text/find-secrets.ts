import type { DetectionContext, Detector, DetectedSecret } from "../detectors/detector";
import { createWordClassifier } from "../keys/sensitive-keys";
import { labelsIn } from "../labels";
import { createTextScan } from "./text-scan";

/** A detected secret and its detector. */
export interface AttributedSecret extends DetectedSecret {
  readonly detector: string;
  /** The decoded value, if it differs from the text. */
  readonly value?: string;
}

export type SecretFinder = (text: string, traits: number) => readonly AttributedSecret[];

const NO_SECRETS: readonly AttributedSecret[] = [];

/** Detectors with the same required traits, and one combined hint. */
interface DetectorGroup {
  readonly requiredTraits: number;
  readonly hint: RegExp;
  readonly detectors: readonly Detector[];
}

/** Creates a function that finds all secrets in a text with the given traits, in no particular order. */
export function createSecretFinder(detectors: readonly Detector[]): SecretFinder {
  const groups = groupByTraits(detectors);
  const context = createDetectionContext();
  return (text, traits) => {
    let found: AttributedSecret[] | undefined;
    for (const { requiredTraits, hint, detectors: members } of groups) {
      if ((traits & requiredTraits) === 0 || !hint.test(text)) continue;
      for (const detector of members) {
        if (members.length === 1 || detector.hint.test(text)) {
          found = runDetector(text, detector, context, found);
        }
      }
    }
    return found ?? NO_SECRETS;
  };
}

function groupByTraits(detectors: readonly Detector[]): readonly DetectorGroup[] {
  const groups = new Map<number, Detector[]>();
  for (const detector of detectors) {
    const group = groups.get(detector.requiredTraits) ?? [];
    group.push(detector);
    groups.set(detector.requiredTraits, group);
  }
  return Array.from(groups, ([requiredTraits, members]) => ({
    requiredTraits,
    hint: joinHints(members.map(({ hint }) => hint)),
    detectors: members,
  }));
}

/** Combines the hints of a group into one pattern. Hints that require the start of a word are grouped for speed. */
function joinHints(hints: readonly RegExp[]): RegExp {
  const [first] = hints;
  if (hints.length === 1 && first) return first;
  const sources = hints.map(({ source }) => source);
  const atWords = sources.filter((source) => source.startsWith(WORD_START));
  const anywhere = sources.filter((source) => !source.startsWith(WORD_START));
  const joined =
    atWords.length === 0
      ? []
      : [`${WORD_START}(?:${atWords.map((source) => source.slice(WORD_START.length)).join("|")})`];
  return new RegExp(
    [...joined, ...anywhere].join("|"),
    hints.some(({ flags }) => flags.includes("i")) ? "i" : "",
  );
}
const WORD_START = String.raw`\b`;

function runDetector(
  text: string,
  { name, pattern, detect }: Detector,
  context: DetectionContext,
  before?: AttributedSecret[],
): AttributedSecret[] | undefined {
  let found = before;
  context.scan.reset();
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const secret = detect(match, context);
    const secrets = secret === undefined ? NO_SECRETS : Array.isArray(secret) ? secret : [secret];
    pattern.lastIndex = match.index + 1;
    for (const { kind, from, to } of secrets as readonly DetectedSecret[]) {
      (found ??= []).push({ kind, from, to, detector: name });
      pattern.lastIndex = Math.max(to, pattern.lastIndex);
    }
  }
  return found;
}

/**
 * Sorts findings by position and merges overlapping ones; the widest determines the kind. Drops findings that are
 * labels already, and extends findings that overlap a label to the whole label.
 */
export function mergeOverlaps(text: string, found: readonly AttributedSecret[]): readonly AttributedSecret[] {
  const labels = labelsIn(text);
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

/** What the detectors share. `scan` must be reset before each text and detector. */
export function createDetectionContext(): DetectionContext {
  return { classifyWord: createWordClassifier(), scan: createTextScan() };
}
