#!/usr/bin/env node
// Runs the TypeScript entry point from any folder of the repository.
import { require } from "tsx/cjs/api";

require("./logs.ts", import.meta.url);
