import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../../../bench/forwarder/stacks";
import { renderSpec } from "../../../local/charts";

interface SavedStacks {
  readonly measuredAt: string;
  readonly node: string;
  readonly frames: readonly Frame[];
}

const FILE = join(__dirname, "../../../catalog/measurements/forwarder-stacks.json");
const WIDTH = 1_180;
/** Width without the margins of the theme. */
const PLOT_WIDTH = WIDTH - 32;
const ROW_HEIGHT = 20;
const FONT_SIZE = 11;
/** Average width of a character as a share of the font size, as in local/charts/vega.ts. */
const CHARACTER_WIDTH = 0.58;
const PADDING = 4;

/** The parts of the forwarder, by where the code of a frame is. The first that matches counts. */
const PARTS: readonly { readonly part: string; readonly source: RegExp; readonly color: string }[] = [
  { part: "redaction", source: /^lambda\/redaction\//, color: "#e69f00" },
  { part: "sinks", source: /^lambda\/delivery\/sinks\//, color: "#56b4e9" },
  { part: "delivery", source: /^lambda\/delivery\//, color: "#009e73" },
  { part: "forwarder: decoding and parsing", source: /^(lambda|catalog)\//, color: "#cc79a7" },
  { part: "Node.js and packages", source: /./, color: "#b8c0c8" },
  { part: "garbage collection and native code", source: /^/, color: "#d8dee4" },
];

interface Box {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly part: string;
  readonly label: string;
}

export function savedStacks(): SavedStacks {
  return JSON.parse(readFileSync(FILE, "utf8")) as SavedStacks;
}

/** Stacks from top to bottom: the width of a frame is its share of the busy time of the main thread. */
export function flameGraph(): Promise<string> {
  const boxes = layOut(savedStacks().frames, 0, 0);
  const depth = Math.max(...boxes.map((box) => box.depth)) + 1;
  const encoding = {
    x: { field: "from", type: "quantitative", scale: { domain: [0, 1], nice: false }, axis: null },
    y: {
      field: "depth",
      type: "quantitative",
      scale: { domain: [0, depth], reverse: true, nice: false },
      axis: null,
    },
  };
  return renderSpec(
    {
      title: "CPU of the main thread: record lines, 1 % errors, all sinks",
      height: depth * ROW_HEIGHT,
      data: { values: boxes },
      encoding,
      layer: [
        {
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 1 },
          encoding: {
            x2: { field: "to" },
            y2: { field: "below" },
            color: {
              field: "part",
              type: "nominal",
              title: null,
              scale: { domain: PARTS.map(({ part }) => part), range: PARTS.map(({ color }) => color) },
            },
          },
        },
        {
          mark: {
            type: "text",
            align: "left",
            baseline: "middle",
            dx: PADDING,
            dy: ROW_HEIGHT / 2,
            fontSize: FONT_SIZE,
          },
          encoding: { text: { field: "label", type: "nominal" } },
        },
      ],
    },
    "Flame graph of the forwarder: which functions take the CPU of the main thread",
    { width: WIDTH },
  );
}

/** The parts by their share of the busy time, the largest first. Frames too narrow for the picture count to their caller. */
export function partSentence(): string {
  const { measuredAt, node, frames } = savedStacks();
  const shares = new Map<string, number>();
  const add = (frame: Frame) => {
    const self = frame.share - frame.calls.reduce((sum, { share }) => sum + share, 0);
    shares.set(partOf(frame), (shares.get(partOf(frame)) ?? 0) + self);
    frame.calls.forEach(add);
  };
  frames.forEach(add);
  const parts = [...shares]
    .toSorted(([, one], [, other]) => other - one)
    .map(([part, share]) => `${part} ${Math.round(share * 100)} %`);
  return `Profiled on ${measuredAt.slice(0, 10)} with Node.js ${node.replace(/^v/, "")}, without what a function calls: ${parts.join(", ")}.`;
}

function layOut(
  frames: readonly Frame[],
  from: number,
  depth: number,
): readonly (Box & { readonly below: number })[] {
  let start = from;
  return frames.flatMap((frame) => {
    const box = {
      from: start,
      to: start + frame.share,
      depth,
      below: depth + 1,
      part: partOf(frame),
      label: labelOf(frame),
    };
    const calls = layOut(frame.calls, start, depth + 1);
    start += frame.share;
    return [box, ...calls];
  });
}

function partOf({ source }: Frame): string {
  return PARTS.find((each) => each.source.test(source))?.part ?? "";
}

/** As much of the name as fits; nothing if that would be less than three characters. */
function labelOf(frame: Frame): string {
  const { share } = frame;
  const name = nameOf(frame);
  const text = share >= 0.08 ? `${name} ${Math.round(share * 100)} %` : name;
  const fits = Math.floor((share * PLOT_WIDTH - 2 * PADDING) / (CHARACTER_WIDTH * FONT_SIZE));
  if (text.length <= fits) return text;
  return fits < 4 ? "" : `${text.slice(0, fits - 1)}…`;
}

/** A function without a name has that of its file, and `index.ts` that of its folder. */
function nameOf({ name, source }: Frame): string {
  if (name !== "(anonymous)") return name;
  return (
    source
      .replace(/\/index\.ts$/, "")
      .split("/")
      .at(-1) ?? name
  );
}
