import { join } from "node:path";
import { buildSync, type Metafile } from "esbuild";

/** The functions of the house: each is a folder of lambda/ with a `handler.ts` that exports `handler`. */
export const FUNCTION_NAMES = ["forwarder", "replay", "search-content"] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

const LAMBDA = join(__dirname, "../../lambda");

/** Folder of a function's source. */
export function functionSource(name: FunctionName): string {
  return join(LAMBDA, name);
}

/**
 * Writes a function as it is deployed: `index.js` in `outdir`, with all it needs inside, and nothing beside it.
 *
 * It runs on the Node that Lambda has and on every Node the project supports, because the local platform runs it on
 * that of the machine. There is no source map: at five times the size of the code it would be unpacked at each cold
 * start. Functions and classes keep their names instead, for 6 % more, so that a stack trace still says where it was.
 *
 * @returns what went in, by file; the sizes are bytes
 * @throws esbuild's BuildFailure, which names file and line
 */
export function bundleFunction(name: FunctionName, outdir: string): Metafile {
  const { metafile } = buildSync({
    entryPoints: { index: join(functionSource(name), "handler.ts") },
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // ES modules first: only they can be shaken free of what is never called.
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  });
  return metafile;
}
