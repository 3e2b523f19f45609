import type { CpuProfile, Profiled } from "./profile";

/** A function on the stack, with the functions that it called. */
export interface Frame {
  /** Name of the function; `(anonymous)` without one. */
  readonly name: string;
  /** File of this project, package, or `node`. Empty for what V8 does by itself. */
  readonly source: string;
  /** Of the whole busy time, with what the function called: 1 is all of it. */
  readonly share: number;
  /** The largest first. */
  readonly calls: readonly Frame[];
}

interface Counted {
  readonly name: string;
  readonly source: string;
  self: number;
  readonly calls: Map<string, Counted>;
}

const IDLE = "(idle)";
/** What they call is shown as called by their caller: they run every callback. */
const TRANSPARENT: readonly string[] = ["processTicksAndRejections", "runMicrotasks"];
/** The program that calls the forwarder, which is not part of it. */
const MEASURING_PROGRAM = "/profile.js";
/** esbuild makes the names of a bundle unique with a digit, `send2`. */
const UNIQUE_NAME = /^(?<name>[a-zA-Z]*[a-z])[2-9]$/;

/**
 * The stacks of a profile as one tree, in shares of the time in which the thread was busy. Equal calls of one function are
 * one frame, and so is a function that calls itself.
 *
 * @param minShare frames with less are left out
 */
export function stacksOf({ profile, bundle }: Profiled, minShare: number): readonly Frame[] {
  const sourceAt = sourcesOf(bundle);
  const times = selfTimes(profile);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const root: Counted = { name: "", source: "", self: 0, calls: new Map() };
  const [top] = profile.nodes;
  const add = (id: number, parent: Counted) => {
    const node = nodes.get(id);
    if (!node || node.callFrame.functionName === IDLE) return;
    const { functionName, url, lineNumber } = node.callFrame;
    const name =
      functionName === ""
        ? "(anonymous)"
        : (UNIQUE_NAME.exec(functionName)?.groups?.["name"] ?? functionName);
    const source = url.endsWith("/index.js") ? sourceAt(lineNumber) : url.startsWith("node:") ? "node" : "";
    const isLeftOut =
      TRANSPARENT.includes(name) || url.endsWith(MEASURING_PROGRAM) || isSame(parent, name, source);
    const frame = isLeftOut ? parent : childOf(parent, name, source);
    frame.self += times.get(id) ?? 0;
    for (const child of node.children ?? []) add(child, frame);
  };
  for (const child of top?.children ?? []) add(child, root);
  const total = timeOf(root);
  return framesOf(root, total, minShare);
}

function isSame(frame: Counted, name: string, source: string): boolean {
  return frame.name === name && frame.source === source;
}

function childOf(parent: Counted, name: string, source: string): Counted {
  const key = `${source} ${name}`;
  const known = parent.calls.get(key);
  if (known) return known;
  const frame: Counted = { name, source, self: 0, calls: new Map() };
  parent.calls.set(key, frame);
  return frame;
}

function framesOf(parent: Counted, total: number, minShare: number): readonly Frame[] {
  return [...parent.calls.values()]
    .map((frame) => ({
      name: frame.name,
      source: frame.source,
      share: Number((timeOf(frame) / total).toFixed(4)),
      calls: framesOf(frame, total, minShare),
    }))
    .filter(({ share }) => share >= minShare)
    .toSorted((one, other) => other.share - one.share);
}

function timeOf(frame: Counted): number {
  return [...frame.calls.values()].reduce((sum, call) => sum + timeOf(call), frame.self);
}

/** Microseconds that each node was at the top of the stack. */
function selfTimes({ samples, timeDeltas }: CpuProfile): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  samples.forEach((id, index) => times.set(id, (times.get(id) ?? 0) + Math.max(0, timeDeltas[index] ?? 0)));
  return times;
}

/** esbuild writes the path of each module into a comment before it. Of a package, only its name is kept. */
function sourcesOf(bundle: string): (lineNumber: number) => string {
  let current = "";
  const sources = bundle.split("\n").map((line) => {
    const path = /^\s*\/\/ (?<path>[\w@./-]+\.[cm]?[jt]s)$/.exec(line)?.groups?.["path"];
    if (path !== undefined) current = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
    return current;
  });
  return (lineNumber) => sources[lineNumber] ?? "";
}
