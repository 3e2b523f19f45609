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

/**
 * An import that compilers leave as it is: Jest compiles `import` to `require`, which cannot load a module with a
 * top-level await. In the contexts of Jest's tests this import fails, and `import` loads the build that Jest selects.
 */
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- no other code can contain it
const nativeImport = new Function("name", "return import(name)") as <Module>(name: string) => Promise<Module>;

let modules: Promise<VegaModules> | undefined;

/** Vega and Vega-Lite. Both have only ES modules, and this file is compiled to CommonJS. */
export function loadVega(): Promise<VegaModules> {
  return (modules ??= importModules());
}

async function importModules(): Promise<VegaModules> {
  const [vega, vegaLite] = await Promise.all([
    nativeImport<typeof Vega>("vega").catch(() => import("vega")),
    nativeImport<typeof VegaLite>("vega-lite").catch(() => import("vega-lite")),
  ]);
  // Without a canvas, Vega estimates 0.8 of the font size for each character, and leaves wide gaps beside labels. It
  // accepts another function here: https://github.com/vega/vega/pull/3792.
  const { textMetrics } = vega as unknown as { readonly textMetrics: TextMetrics };
  textMetrics.width = ({ fontSize = 11 }, text) => {
    const lines = Array.isArray(text) ? text : [text];
    return CHARACTER_WIDTH * fontSize * Math.max(...lines.map((line) => String(line ?? "").length));
  };
  return { vega, vegaLite };
}
