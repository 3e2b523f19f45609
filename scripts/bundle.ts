/** `npm run bundle`: writes the deployment package of each function to dist/lambda/<name>/ and prints its size. */
import { join } from "node:path";
import { bundleFunction, FUNCTION_NAMES } from "../lib/functions/bundle";

const DIST = join(__dirname, "../dist/lambda");

for (const name of FUNCTION_NAMES) {
  const outdir = join(DIST, name);
  const { outputs } = bundleFunction(name, outdir);
  const bytes = Object.values(outputs).reduce((sum, output) => sum + output.bytes, 0);
  console.log(`${name.padEnd(16)}${(bytes / 1024).toFixed(0).padStart(6)} KiB  ${outdir}`);
}
