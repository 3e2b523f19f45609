/** `npm run build:logs`: bundles the command line `npx logs` into dist/logs/. `npm pack` runs it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundleCommandLine } from "./bundle-command-line";

const OUTDIR = join(__dirname, "../dist/logs");

rmSync(OUTDIR, { recursive: true, force: true });
bundleCommandLine(OUTDIR);
