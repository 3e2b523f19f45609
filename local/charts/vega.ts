import type * as Vega from "vega";
import type * as VegaLite from "vega-lite";

interface VegaModules {
  readonly vega: typeof Vega;
  readonly vegaLite: typeof VegaLite;
}

/**
 * Average width of a character as a share of the font size. Source: measured in Chromium with the labels of all questions
 * and DejaVu Sans, which is wider than the system fonts of macOS and Windows.
 */
const CHARACTER_WIDTH = 0.58;

interface TextMetrics {
  width(item: { readonly fontSize?: number }, text: unknown): number;
}

let modules: Promise<VegaModules> | undefined;

/** Vega and Vega-Lite. Both have only ES modules, and this file is compiled to CommonJS. */
export function loadVega(): Promise<VegaModules> {
  return (modules ??= importModules());
}

async function importModules(): Promise<VegaModules> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  // Without a canvas, Vega estimates 0.8 of the font size for each character, and leaves wide gaps beside labels. It
  // accepts another function here: https://github.com/vega/vega/pull/3792.
  const { textMetrics } = vega as unknown as { readonly textMetrics: TextMetrics };
  textMetrics.width = ({ fontSize = 11 }, text) => {
    const lines = Array.isArray(text) ? text : [text];
    return CHARACTER_WIDTH * fontSize * Math.max(...lines.map((line) => String(line ?? "").length));
  };
  return { vega, vegaLite };
}
