#!/usr/bin/env node
// In a checkout, runs the TypeScript sources; in the packed command line, the bundle that `npm pack` builds.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { URL } from "node:url";

if (existsSync(new URL("./logs.ts", import.meta.url))) {
  // The second one is for the commands, which are imported when they run.
  const loaders = await Promise.all([import("tsx/cjs/api"), import("tsx/esm/api")]);
  for (const { register } of loaders) register();
  createRequire(import.meta.url)("./logs.ts");
} else {
  await import("../dist/logs/logs.mjs");
}
