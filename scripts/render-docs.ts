/** `npm run docs`: writes the generated parts of the documents, from the catalogue and the configuration. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderDocuments } from "./docs/documents";

const ROOT = join(__dirname, "..");

async function main(): Promise<void> {
  for (const [path, text] of await renderDocuments((path) => readFileSync(join(ROOT, path), "utf8"))) {
    writeFileSync(join(ROOT, path), text);
    console.log(`rendered ${path}`);
  }
}

void main();
