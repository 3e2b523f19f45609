// Exits with one sentence if Node.js is older than `engines` in package.json requires. Plain ES5, without imports of
// packages: an old Node.js must be able to parse and run this file.
/* global process, console */
"use strict";

var required = require("../package.json").engines.node.replace(">=", "");

if (isOlder(process.versions.node, required)) {
  console.error(
    "Node.js " +
      process.versions.node +
      " (" +
      process.execPath +
      ") is too old: this project requires Node.js " +
      required +
      " or later; install it from https://nodejs.org/, or run `nvm install 20`",
  );
  process.exit(1);
}

/** Compares the numbers of two versions; a missing number is 0. */
function isOlder(version, least) {
  var actual = version.split(".").map(Number);
  var expected = least.split(".").map(Number);
  for (var i = 0; i < expected.length; i += 1) {
    if (actual[i] !== expected[i]) return actual[i] < expected[i];
  }
  return false;
}
