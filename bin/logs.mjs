#!/usr/bin/env node
// The command line is TypeScript: this runs it from wherever in a checkout it is called.
import { require } from "tsx/cjs/api";

require("./logs.ts", import.meta.url);
