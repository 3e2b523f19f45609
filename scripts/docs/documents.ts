import type { Plugin } from "prettier";
import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import * as markdown from "prettier/plugins/markdown";
import { format } from "prettier/standalone";
import prettierOptions from "../../.prettierrc.json";
import { alarmTable } from "./alarms";
import { settingTable, variableTable, wrongConfiguration } from "./configuration";
import { fieldTable, jsonSchema, logTable } from "./log-record";
import { replaceSection } from "./markdown";
import { customTable, unmaskedTable, managedTable } from "./masking";
import { detectorTables, keyTable, policyTable } from "./redaction";

/** Rendered whole. */
const GENERATED_FILES: Readonly<Record<string, () => string>> = { "docs/log-record.schema.json": jsonSchema };

/** Rendered between markers, by the markers' names; the prose around them is written by hand. */
const GENERATED_SECTIONS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  "docs/log-record.md": { logs: logTable, fields: fieldTable },
  "docs/security.md": { managed: managedTable, custom: customTable, "left out": unmaskedTable },
  "docs/redaction.md": { treatments: policyTable, keys: keyTable, detectors: detectorTables },
  "docs/runbook.md": { alarms: alarmTable },
  "docs/configuration.md": { report: wrongConfiguration, settings: settingTable, variables: variableTable },
};

/** Every rendered document by its path; `read` gives the text that a path has now. */
export async function renderDocuments(read: (path: string) => string): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  for (const [path, render] of Object.entries(GENERATED_FILES))
    documents.set(path, await formatDocument(render(), "json"));
  for (const [path, parts] of Object.entries(GENERATED_SECTIONS)) {
    const text = Object.entries(parts).reduce(
      (document, [name, render]) => replaceSection(document, name, render()),
      read(path),
    );
    documents.set(path, await formatDocument(text, "markdown"));
  }
  return documents;
}

/** The standalone build: Prettier's own entry is an ES module, which the tests could not load. */
function formatDocument(text: string, parser: "json" | "markdown"): Promise<string> {
  return format(text, { ...prettierOptions, parser, plugins: [babel, estree as Plugin, markdown] });
}
