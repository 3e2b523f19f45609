import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync, type Metafile } from "esbuild";
import { bundleFunction } from "../../lib/functions/bundle";
import { type Intakes, startIntakes } from "./intakes";

/** What the measurements share. */
export interface Bench {
  /** The folder of this run. */
  readonly folder: string;
  /** The first file of the forwarder's deployment package. */
  readonly bundle: string;
  /** Of all its files. */
  readonly bundleBytes: number;
  /** The programs of the measuring processes, by the names of their files. */
  readonly scripts: Readonly<Record<ScriptName, string>>;
  readonly intakes: Intakes;
}

const SCRIPT_NAMES = ["intakes", "rounds", "first-event", "nothing", "profile"] as const;
type ScriptName = (typeof SCRIPT_NAMES)[number];

/** Builds the forwarder and the measuring processes, starts the intakes, and ends and deletes all of them. */
export async function withBench<Result>(work: (bench: Bench) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "forwarder-bench-"));
  const deleteFolder = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  // The measuring processes end when this one does.
  const interrupt = () => {
    deleteFolder();
    process.exit(1);
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  let intakes: Intakes | undefined;
  try {
    const { outputs } = bundleFunction("forwarder", join(folder, "forwarder"));
    const bundle = join(folder, "forwarder", "index.js");
    const scripts = buildScripts(folder);
    intakes = await startIntakes(scripts.intakes);
    return await work({ folder, bundle, bundleBytes: sizeOf(outputs), scripts, intakes });
  } finally {
    await intakes?.stop();
    deleteFolder();
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

function sizeOf(outputs: Metafile["outputs"]): number {
  return Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Compiles them: a loader of TypeScript in their processes would be part of each measurement. */
function buildScripts(folder: string): Bench["scripts"] {
  buildSync({
    entryPoints: SCRIPT_NAMES.map((name) => join(__dirname, "processes", `${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  const scripts = SCRIPT_NAMES.map((name) => [name, join(folder, `${name}.js`)]);
  return Object.fromEntries(scripts) as Bench["scripts"];
}
