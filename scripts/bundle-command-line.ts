import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const ROOT = join(__dirname, "..");

/**
 * Bundles the command line `npx logs` with its dependencies into a folder, whose file `logs.mjs` runs it. Each command is
 * a file of its own, so that `npx logs --help` reads only the list of commands.
 */
export function bundleCommandLine(outdir: string): void {
  buildSync({
    entryPoints: [join(ROOT, "bin/logs.ts")],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    // `npx logs diff` synthesizes a checkout, which has them. The packed command line rejects it before it imports them.
    external: ["@aws-cdk/*"],
    banner: {
      // Bundled CommonJS packages use these.
      js: [
        'import { createRequire as createRequireOfBundle } from "node:module";',
        'import { dirname as dirnameOfBundle } from "node:path";',
        'import { fileURLToPath as pathOfBundle } from "node:url";',
        "const require = createRequireOfBundle(import.meta.url);",
        "const __filename = pathOfBundle(import.meta.url);",
        "const __dirname = dirnameOfBundle(__filename);",
      ].join("\n"),
    },
    logLevel: "warning",
  });
  // Read when `npx logs host-files` and `npx logs doctor` run.
  for (const script of readdirSync(join(ROOT, "host")).filter((file) => file.endsWith(".sh")))
    cpSync(join(ROOT, "host", script), join(outdir, script));
  // Read when `npx logs explain` runs.
  cpSync(join(ROOT, "docs/runbook.md"), join(outdir, "runbook.md"));
}
