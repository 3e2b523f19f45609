/** `npm run docs`: writes the generated parts of the documents, from the catalogue and the configuration. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../config";
import { renderDocuments } from "./docs/documents";

const ROOT = join(__dirname, "..");

async function main(): Promise<void> {
  for (const [path, text] of await renderDocuments((path) => readFileSync(join(ROOT, path), "utf8"))) {
    writeFileSync(join(ROOT, path), text);
    console.log(`rendered ${path}`);
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
