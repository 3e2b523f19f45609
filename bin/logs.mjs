#!/usr/bin/env node
// Runs the TypeScript entry point from any folder of the repository.
import { createRequire } from "node:module";
import { register } from "tsx/cjs/api";

register();
createRequire(import.meta.url)("./logs.ts");
