#!/usr/bin/env node
// In a checkout, runs the TypeScript sources; in the packed command line, the bundle that `npm pack` builds.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { URL } from "node:url";

const require = createRequire(import.meta.url);
require("../scripts/require-node.cjs");
if (existsSync(new URL("./logs.ts", import.meta.url))) {
  // The second one is for the commands, which are imported when they run.
  Promise.all([import("tsx/cjs/api"), import("tsx/esm/api")]).then((loaders) => {
    for (const { register } of loaders) register();
    require("./logs.ts");
  });
} else {
  import("../dist/logs/logs.mjs");
}
