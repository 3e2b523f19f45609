import { join } from "node:path";
import { buildSync, type Metafile } from "esbuild";

/** The Lambda functions of this repository. Each is a folder of lambda/ with a `handler.ts` that exports `handler`. */
export const FUNCTION_NAMES = [
  "forwarder",
  "replay",
  "search-content",
  "notifier",
  "webhook",
  "archiver",
  "archive-manifest",
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

const LAMBDA = join(__dirname, "../../lambda");

/** Folder of a function's source. */
export function functionSource(name: FunctionName): string {
  return join(LAMBDA, name);
}

export interface BundleOptions {
  /**
   * Whether the code is short. Without it, a CPU profile has the names of the functions and the paths of the modules.
   * @default true
   */
  readonly minify?: boolean;
}

/**
 * Writes the deployment package of a function: one file, `index.js` in `outdir`, with all its dependencies.
 *
 * The bundle runs on Lambda's Node version and on every Node version that the project supports, because the local
 * platform runs it with the Node of the machine. There is no source map: it would be five times the size of the code,
 * and Lambda would unpack it at each cold start. Function and class names are kept instead, for 6 % more size, so that
 * stack traces remain useful.
 *
 * @returns the input files and their sizes in bytes
 * @throws esbuild's BuildFailure, which names file and line
 */
export function bundleFunction(
  name: FunctionName,
  outdir: string,
  { minify = true }: BundleOptions = {},
): Metafile {
  const { metafile } = buildSync({
    entryPoints: { index: join(functionSource(name), "handler.ts") },
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // ES modules first: esbuild can remove unused code only from ES modules.
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": join(LAMBDA, "shared/default-provider.ts") },
    minify,
    keepNames: true,
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  });
  return metafile;
}
