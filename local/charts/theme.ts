import type { VegaLite } from "../../catalog";

/**
 * Colours that people with any colour vision can tell apart, without the yellow, which is too pale for white.
 * Source: M. Okabe, K. Ito, "Color Universal Design", figure 16.
 */
const PALETTE = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#000000"];

const TEXT = "#24292f";
const MUTED_TEXT = "#57606a";
const LINE = "#d8dee4";

/** About 50 characters, in pixels: a short database statement. */
const MAX_LABEL_WIDTH = 400;

const LEGEND: VegaLite = {
  orient: "top",
  labelColor: TEXT,
  labelFontSize: 12,
  labelLimit: MAX_LABEL_WIDTH,
  titleColor: MUTED_TEXT,
  titleFontSize: 12,
  titleFontWeight: "normal",
  offset: 12,
};

/** The look of a chart of this width, in pixels. A narrow one has a narrow legend. */
export function themeFor(width: number): VegaLite {
  return { ...THEME, legend: { ...LEGEND, columns: width < 600 ? 2 : 3 } };
}

/** The look of every chart: a Vega-Lite configuration. The background is white, so that a dark page can show it too. */
const THEME: VegaLite = {
  background: "#ffffff",
  padding: 16,
  font: "system-ui, sans-serif",
  // The SVG element has the only label. Labels for each mark would multiply its size.
  aria: false,
  title: { anchor: "start", frame: "bounds", fontSize: 16, fontWeight: 600, color: TEXT, offset: 14 },
  axis: {
    labelColor: TEXT,
    labelFontSize: 12,
    labelLimit: MAX_LABEL_WIDTH,
    // From 200 on, the default, the title is on top of the labels.
    maxExtent: MAX_LABEL_WIDTH,
    titleColor: MUTED_TEXT,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 10,
    domainColor: LINE,
    tickColor: LINE,
    gridColor: LINE,
  },
  axisQuantitative: { tickCount: 6, domain: false, ticks: false },
  axisTemporal: { tickCount: 4 },
  axisBand: { ticks: false, labelPadding: 8 },
  view: { stroke: null, step: 30, continuousHeight: 240 },
  bar: { color: PALETTE[0] },
  point: { color: PALETTE[0], opacity: 1 },
  range: { category: PALETTE },
};
