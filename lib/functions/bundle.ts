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

/** The modules that a function loads when it needs them (lambda/shared/lazy-modules.ts). */
const LAZY_MODULES: readonly string[] = ["./aws-sdk", "./search-library"];

export interface BundleOptions {
  /**
   * Whether the code is short. Without it, a CPU profile has the paths of the modules.
   * @default true
   */
  readonly minify?: boolean;
}

/**
 * Writes the deployment package of a function: `index.js` in `outdir`, with all its dependencies, and a file for each lazy
 * module.
 *
 * The bundle runs on Lambda's Node version and on every Node version that the project supports, because the local
 * platform runs it with the Node of the machine. There is no source map: it would be five times the size of the code,
 * and Lambda would unpack it at each cold start.
 *
 * @returns the input files and their sizes in bytes
 * @throws esbuild's BuildFailure, which names file and line
 */
export function bundleFunction(
  name: FunctionName,
  outdir: string,
  { minify = true }: BundleOptions = {},
): Metafile {
  const index = bundle(outdir, "index", join(functionSource(name), "handler.ts"), minify);
  const imports = Object.values(index.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  const lazy = LAZY_MODULES.filter((path) => imports.includes(path)).map((path) =>
    bundle(outdir, path, join(LAMBDA, "shared", `${path}.ts`), minify),
  );
  return {
    inputs: Object.assign({}, index.inputs, ...lazy.map(({ inputs }) => inputs)) as Metafile["inputs"],
    outputs: Object.assign({}, index.outputs, ...lazy.map(({ outputs }) => outputs)) as Metafile["outputs"],
  };
}

function bundle(outdir: string, name: string, entryPoint: string, minify: boolean): Metafile {
  const { metafile } = buildSync({
    entryPoints: { [name]: entryPoint },
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: [...LAZY_MODULES],
    // The SDK imports node:http when it sends its first request. The `import()` of a module of Node.js reads all its
    // exports, and one of node:http loads the global `fetch`.
    supported: { "dynamic-import": false },
    // ES modules first: esbuild can remove unused code only from ES modules.
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": join(LAMBDA, "shared/default-provider.ts") },
    // Not the names, which make stack traces useful: `keepNames` calls a function for each function and class, and all of
    // them before the first event.
    minifySyntax: minify,
    minifyWhitespace: minify,
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  });
  return metafile;
}
