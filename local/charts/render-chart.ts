import type { TopLevelSpec } from "vega-lite";
import { type AnswerRow, chartOfRows, type Question, type VegaLite } from "../../catalog";
import { themeFor } from "./theme";
import { loadVega } from "./vega";

/** Width of a picture in the documentation, in pixels. */
const DEFAULT_WIDTH = 760;

/** The margins are part of the width. Vega-Lite warns about this in a chart of categories, so Vega receives it. */
const AUTOSIZE = { type: "fit-x", contains: "padding" } as const;

/** Format of a time on an axis, by the smallest unit that it has. */
const TIME_FORMAT = {
  year: "%Y",
  month: "%b %Y",
  date: "%b %d",
  hours: "%H:%M",
  minutes: "%H:%M",
  seconds: "%H:%M:%S",
  milliseconds: "%H:%M:%S.%L",
};

/** Log text may contain them. Source: XML 1.0, production Char. */
// eslint-disable-next-line no-control-regex -- control characters are what it finds
const FORBIDDEN_IN_XML = /[\0-\x08\v\f\x0E-\x1F\uFFFE\uFFFF]/g;

export interface RenderOptions {
  /**
   * Width of the picture, in pixels, including its margins. Its height depends on the rows.
   * @default 760
   */
  readonly width?: number;
  /**
   * Whether the picture contains the title of the question.
   * @default true
   */
  readonly withTitle?: boolean;
  /**
   * Receives what Vega warns about, such as a scale without values.
   * @default - writes to the console
   */
  readonly warn?: (message: string) => void;
}

/**
 * The chart of an answer, as an SVG element that needs neither scripts nor fonts from elsewhere. Equal rows give equal
 * SVGs. Times are in UTC.
 *
 * @param rows as `answerRows` returns them; without rows, the picture says what that means
 */
export function renderChart(
  question: Question,
  rows: readonly AnswerRow[],
  options: RenderOptions = {},
): Promise<string> {
  const chart = rows.length > 0 ? chartOfRows(question, rows) : emptyChart(question);
  return renderSpec(chart, `${question.title}. ${question.description}`, options);
}

/** A Vega-Lite specification as an SVG element. @param label for people who do not see the picture */
export async function renderSpec(
  chart: VegaLite,
  label: string,
  { width = DEFAULT_WIDTH, withTitle = true, warn = console.warn }: RenderOptions = {},
): Promise<string> {
  const { vega, vegaLite } = await loadVega();
  const logger = vega.logger(vega.Warn, undefined, (_method, _level, input) => {
    warn(input.join(" "));
  });
  const { spec } = vegaLite.compile(forPicture(chart, width, withTitle), { config: themeFor(width), logger });
  const view = new vega.View(vega.parse({ ...spec, autosize: AUTOSIZE }), { renderer: "none", logger });
  try {
    const svg = await view.toSVG();
    return svg
      .replace(FORBIDDEN_IN_XML, "\uFFFD")
      .replace("<svg ", `<svg role="img" aria-label="${escapeAttribute(label)}" `);
  } finally {
    view.finalize();
  }
}

/** With a width in pixels, and with times in UTC. */
function forPicture(
  { encoding, title, ...chart }: VegaLite,
  width: number,
  withTitle: boolean,
): TopLevelSpec {
  const channels = Object.entries(encoding as Record<string, VegaLite>).map(([channel, definition]) => [
    channel,
    definition["type"] === "temporal" ? inUtc(definition) : definition,
  ]);
  return {
    ...chart,
    encoding: Object.fromEntries(channels) as VegaLite,
    ...(withTitle && { title }),
    width,
  } as unknown as TopLevelSpec;
}

function inUtc(definition: VegaLite): VegaLite {
  const title = `${String(definition["title"])}, UTC`;
  return { ...definition, title, scale: { type: "utc" }, axis: { format: TIME_FORMAT } };
}

function emptyChart({ title, ifEmpty }: Question): VegaLite {
  return {
    title,
    height: 60,
    data: { values: [{}] },
    mark: { type: "text", text: `No rows: ${ifEmpty}`, fontSize: 13 },
    encoding: {},
  };
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
