// `node scripts/run.cjs <script> [arguments]`: runs a TypeScript file like `node --import tsx <script>`, after two checks
// whose failure would otherwise end in a stack trace: the version of Node.js, and whether the packages are installed.
/* global process, console */
"use strict";

require("./require-node.cjs");

try {
  require.resolve("tsx/cjs");
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  console.error("the packages of this project are not installed; run `npm ci` first");
  process.exit(1);
}
require("tsx/cjs");

// The script finds its arguments where it expects them.
process.argv.splice(1, 1);
process.argv[1] = require("path").resolve(process.argv[1]);
require(process.argv[1]);
