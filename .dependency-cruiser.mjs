import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Import rules: each row is a folder or file of this project with the modules that it may import besides itself. If an
 * entry has its own row, the modules of that row may be imported too. `lambda` and `lib` are shorthand for all their
 * rows. Any other entry, a subfolder or a file, is not inherited. `test` may import anything.
 */
export const MAY_IMPORT = {
  catalog: [],
  config: ["catalog", "lambda/shared/intake-address.ts"],
  host: ["config"],

  "lambda/shared": ["catalog"],
  "lambda/redaction": ["lambda/shared"],
  "lambda/delivery": ["lambda/redaction"],
  "lambda/forwarder": ["lambda/delivery"],
  "lambda/replay": ["lambda/delivery"],
  "lambda/search-content": ["lambda/shared"],
  "lambda/notification": ["lambda/shared", "lambda/redaction"],
  "lambda/notifier": ["lambda/notification", "lambda/redaction"],
  "lambda/webhook": ["lambda/notification", "lambda/redaction"],

  "lambda/archiver": ["lambda/forwarder"],
  "lambda/archive-manifest": ["lambda/delivery"],

  "lib/compliance": ["config"],
  "lib/storage": ["lib/compliance"],
  "lib/permissions": ["lib/compliance"],
  "lib/functions": ["lib/storage", "lib/permissions"],
  "lib/search": [
    "lib/functions",
    "lambda/search-content/settings.ts",
    "lambda/search-content/content-digest.ts",
    "lambda/search-content/request-paths.ts",
    "lambda/shared/search-engine-variables.ts",
  ],
  "lib/forwarding": [
    "lib/search",
    "lambda/forwarder/settings.ts",
    "lambda/replay/settings.ts",
    "lambda/delivery/settings.ts",
  ],
  "lib/archive": ["lib/forwarding", "lambda/archiver/settings.ts", "lambda/archive-manifest/settings.ts"],
  "lib/monitoring": [
    "lib/archive",
    "lambda/notification/lines-query.ts",
    "lambda/notifier/settings.ts",
    "lambda/webhook/settings.ts",
  ],
  "lib/bastion": ["lib/monitoring"],
  "lib/access": ["lib/search", "host"],
  "lib/host": ["lib/compliance", "host"],
  "lib/logging-stage.ts": ["lib/archive", "lib/monitoring", "lib/bastion", "lib/access", "lib/host"],
  "lib/environment-findings.ts": ["lib/logging-stage.ts"],

  controls: [],

  eslint: [],
  ops: ["lambda", "config", "host", "controls", "local/web/html.ts", "local/startup/version.ts"],
  local: ["lambda", "config", "host", "package.json"],
  bench: ["local", "lib/functions/bundle.ts", "scripts/natural-number.ts", "test/fixtures/questions"],
  bin: ["lib", "ops", "scripts/require-node.cjs", "package.json"],
  scripts: [
    "lib",
    "local",
    "ops",
    "host",
    "controls",
    "bench/forwarder",
    "test/fixtures/redaction",
    "test/fixtures/diff",
    "test/fixtures/questions/delivered-documents.ts",
    ".prettierrc.json",
    "package.json",
  ],

  "test/simulation": ["lambda", "local/intakes", "local/traffic/random.ts", "scripts/natural-number.ts"],
};

/**
 * Modules from which `lib` may import values. The digest is a property of the custom resource, the paths of the search
 * content's requests are the permissions of its role, and the query of a log alarm is that of the link in its
 * notification, so synthesis needs them.
 */
const VALUES_FOR_LIB = [
  "lambda/forwarder/settings.ts",
  "lambda/replay/settings.ts",
  "lambda/search-content/settings.ts",
  "lambda/search-content/content-digest.ts",
  "lambda/search-content/request-paths.ts",
  "lambda/notification/lines-query.ts",
  "lambda/notifier/settings.ts",
  "lambda/webhook/settings.ts",
  "lambda/archiver/settings.ts",
  "lambda/archive-manifest/settings.ts",
];

const CDK = "^node_modules/(aws-cdk-lib|constructs|cdk-nag)/";
const ROWS = Object.keys(MAY_IMPORT);
/** Configuration files of tools. */
const ROOT_FILES = "^[^/]+$";
const MODULES = "\\.([cm]?js|ts)$";

/** Modules that run without being imported. */
const ENTRY_POINTS = [
  ...commands().map(within),
  // Runs every other command.
  "^scripts/run\\.cjs$",
  // Required by bin/logs.mjs.
  "^bin/logs\\.ts$",
  // Bundled: the entry point of a function.
  "^lambda/[^/]+/handler\\.ts$",
  // Bundled in place of a package, by lib/functions/bundle.ts.
  "^lambda/shared/default-provider\\.ts$",
  // Refreshes lambda/redaction/detectors/vendor-rows.ts from a file that is not part of the project.
  "^scripts/redaction/refresh-vendors\\.ts$",
  // Loaded by config/load.ts.
  "^config/environments/",
  // The context `config` of the CDK app.
  "^local/startup/config-without-search\\.ts$",
  // Copied to a folder with its own node_modules, by local/startup/sentry/index.ts.
  "^local/startup/sentry/spotlight\\.mjs$",
  // Compiled and run by bench/forwarder/bench.ts, in processes of their own.
  "^bench/forwarder/processes/",
  // Run by ops/report/evaluate.ts, in a process of its own.
  "^bin/evaluate-rules\\.ts$",
  // Runs in the browser; part of the page of ops/report/page.
  "^ops/report/page/browser\\.js$",
  // Runs in the browser; served by local/web/assets.ts.
  "^local/web/refresh\\.js$",
  // Imported by eslint.config.mjs.
  "^eslint/",
  // Run by its test, in a process of its own.
  "^scripts/check-patterns\\.ts$",
];
const TEST_ENTRY_POINTS = [
  ...commands().map(within),
  "\\.test\\.ts$",
  // Loaded by the code under test.
  "^test/fixtures/config/",
  // Named in jest.config.mjs.
  "^test/concurrent-projects\\.cjs$",
  "^test/without-template-validation\\.ts$",
  "^test/integration/global-(setup|teardown)\\.ts$",
  // Run by their tests, in a process of their own.
  "^test/local/agent/print-time\\.ts$",
  "^test/local/process/parent\\.ts$",
  // Bundled and run by test/simulation/run-plans-in-threads.ts.
  "^test/simulation/plan-thread\\.ts$",
  // Named by scripts/mutate.ts.
  "^test/mutation/test-runner\\.mjs$",
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...ROWS.map((row) => ({
      name: `may-import: ${row}`,
      comment: `${row} may import ${["itself", ...entriesOf(row)].join(", ")}`,
      severity: "error",
      from: { path: within(row) },
      to: { dependencyTypes: ["local"], pathNot: [row, ...entriesOf(row)].map(within) },
    })),
    {
      name: "has-a-row",
      comment: "the folder has no row in MAY_IMPORT; add one that lists what it may import",
      severity: "error",
      from: { pathNot: ["^test/", ROOT_FILES, "^node_modules/", ...ROWS.map(within)] },
      to: {},
    },
    {
      name: "lib-takes-types-from-lambda",
      comment: "lib may import only types from this module; see VALUES_FOR_LIB for the exceptions",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^lambda/", pathNot: VALUES_FOR_LIB.map(within), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "cdk-in-lib-and-bin",
      comment: "only bin and the constructs of lib import the CDK",
      severity: "error",
      from: { pathNot: ["^(lib|bin|test)/", "^node_modules/"] },
      to: { path: CDK },
    },
    {
      name: "cdk-out-of-reach",
      comment: "no chain of imports may lead from here to the CDK, type imports included",
      severity: "error",
      from: { path: "^(catalog|config|host|lambda|ops|local)/" },
      to: { path: CDK, reachable: true },
    },
    {
      name: "zod-out-of-reach",
      comment: "no chain of imports may lead from a handler to zod, which costs start-up time",
      severity: "error",
      from: { path: "^lambda/[^/]+/handler\\.ts$" },
      to: { path: "^node_modules/zod/", reachable: true },
    },
    {
      name: "no-circular",
      comment: "the modules import each other; move what both need to a module of its own",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "no entry point imports the module; delete it, or add it to ENTRY_POINTS",
      severity: "error",
      from: { path: ENTRY_POINTS },
      to: {
        path: MODULES,
        pathNot: ["^node_modules/", "^test/", ROOT_FILES, ...ENTRY_POINTS],
        reachable: false,
      },
    },
    {
      name: "no-orphans-in-test",
      comment: "no test imports the module; delete it, or add it to TEST_ENTRY_POINTS",
      severity: "error",
      from: { path: TEST_ENTRY_POINTS },
      to: { path: `^test/.+${MODULES}`, pathNot: TEST_ENTRY_POINTS, reachable: false },
    },
    {
      name: "not-to-unresolvable",
      comment: "the module does not exist, or its package is not installed",
      severity: "error",
      from: { pathNot: "^local/startup/sentry/spotlight\\.mjs$" },
      // `npm pack` builds this bundle.
      to: { couldNotResolve: true, pathNot: "dist/logs/logs\\.mjs$" },
    },
    {
      name: "not-to-unlisted",
      comment: "package.json does not list the package",
      severity: "error",
      from: { pathNot: "^node_modules/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    // An `import type` counts.
    tsPreCompilationDeps: true,
    doNotFollow: { path: "^node_modules(/|$)" },
    exclude: { path: "^(\\.git|\\.work|cdk\\.out|coverage|dist)(/|$)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

/** The modules that a row may import besides itself, including inherited ones. */
function entriesOf(row) {
  const entries = MAY_IMPORT[row].flatMap(rowsOf);
  const inherited = entries.filter(isRow).flatMap((entry) => entriesOf(entry).filter(isRow));
  return [...new Set([...entries, ...inherited])];
}

function isRow(entry) {
  return entry in MAY_IMPORT;
}

/** Expands `lambda` and `lib` to all their rows. */
function rowsOf(entry) {
  const rows = ROWS.filter((row) => row.startsWith(`${entry}/`));
  return rows.length > 0 ? rows : [entry];
}

/** A regular expression that matches a file, or everything in a folder. */
function within(path) {
  const escaped = path.replaceAll(".", "\\.");
  return /\.\w+$/.test(path) ? `^${escaped}$` : `^${escaped}/`;
}

/** The entry points that package.json and cdk.json run. */
function commands() {
  const { bin, scripts } = read("package.json");
  const { app } = read("cdk.json");
  return [
    ...Object.values(bin),
    ...[...Object.values(scripts), app].flatMap((line) => line.match(/\S+\.ts\b/g) ?? []),
  ];
}

function read(file) {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8"));
}
