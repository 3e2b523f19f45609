/**
 * `npm run bench:index`: how many bytes the search engine stores for a document, and how much CPU time it needs to index
 * one: with the index templates of this project, with each of their settings taken back, and with dynamic mapping.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@opensearch-project/opensearch";
import { Command } from "commander";
import { dataStreamPattern, searchContentName } from "../catalog";
import { parseNaturalNumber } from "../scripts/natural-number";
import { ENVIRONMENT, runMeasurement, withEngine } from "./engine/run-engine";
import { writeDocuments } from "./engine/write-documents";

/** Share of the bytes that dynamic mapping takes: what was measured, rounded up. */
const LIMIT = 0.6;

const { documents } = new Command("npm run bench:index --")
  .description("Measures how many bytes the search engine stores for a document.")
  .option("--documents <count>", "how many documents to write for each row", parseNaturalNumber, 100_000)
  .addHelpText("after", `\nExit codes: 0 at most ${LIMIT} of the bytes of dynamic mapping, 1 more.`)
  .parse()
  .opts<{ documents: number }>();

type Properties = Record<string, Record<string, unknown>>;
interface Template {
  readonly properties: Properties;
  readonly settings: Record<string, unknown>;
}

/** What the templates do without one of their settings. */
const TAKEN_BACK: readonly (readonly [name: string, takeBack: (template: Template) => void])[] = [
  [
    "with doc values of identifiers",
    ({ properties }) => {
      for (const mapping of Object.values(properties))
        if (mapping["doc_values"] === false) delete mapping["doc_values"];
    },
  ],
  [
    "with the event id indexed",
    ({ properties }) => {
      Object.assign(properties["cloudwatch"]?.["properties"] as object, { event_id: { type: "keyword" } });
    },
  ],
  [
    "without best_compression",
    ({ settings }) => {
      delete settings["codec"];
    },
  ],
  [
    "without the pipeline",
    ({ settings }) => {
      delete settings["final_pipeline"];
    },
  ],
];

interface Row {
  readonly index: string;
  readonly "bytes per document": number;
  readonly "of dynamic mapping": number;
  readonly "CPU per document, µs": number;
}

runMeasurement(() =>
  withEngine(async (client) => {
    const now = Date.now();
    // Until its code is compiled, the engine needs three times the CPU time.
    await measure(client, now);
    const dynamic = await measure(client, now, "dynamic");
    const rows: Row[] = [row("dynamic mapping", dynamic, dynamic)];
    const ours = await measure(client, now);
    rows.push(row("this project", ours, dynamic));
    for (const [name, takeBack] of TAKEN_BACK) {
      const restore = await changeTemplates(client, takeBack);
      rows.push(row(name, await measure(client, now), dynamic));
      await restore();
    }
    console.table(rows);
    return ours.bytes <= LIMIT * dynamic.bytes;
  }),
);

interface Measured {
  readonly bytes: number;
  readonly cpuMs: number;
}

function row(index: string, { bytes, cpuMs }: Measured, dynamic: Measured): Row {
  return {
    index,
    "bytes per document": Math.round(bytes / documents),
    "of dynamic mapping": Math.round((bytes / dynamic.bytes) * 100) / 100,
    "CPU per document, µs": Math.round((cpuMs / documents) * 1_000),
  };
}

/** Writes the documents, merges each index to one segment as state management does, measures and deletes them. */
async function measure(client: Client, now: number, index?: string): Promise<Measured> {
  const written = { index: index ?? dataStreamPattern(ENVIRONMENT) };
  const before = await cpuMs(client);
  await writeDocuments(client, { count: documents, now, ...(index !== undefined && { index }) });
  const after = await cpuMs(client);
  await client.indices.forcemerge({ ...written, max_num_segments: 1 });
  await client.indices.flush(written);
  const bytes = await storedBytes(client, written.index);
  const path = index === undefined ? `/_data_stream/${written.index}` : `/${index}`;
  await client.transport.request({ method: "DELETE", path });
  return { bytes, cpuMs: after - before };
}

/** The engine deletes the files of merged segments a moment later: asks until the answer stays the same. */
async function storedBytes(client: Client, index: string): Promise<number> {
  let bytes = NaN;
  for (;;) {
    await client.indices.refresh({ index });
    const { body } = await client.indices.stats({ index, metric: ["store"] });
    const now = body._all.primaries.store?.size_in_bytes;
    if (now === bytes) return now;
    bytes = Number(now);
    await sleep(1_000);
  }
}

async function cpuMs(client: Client): Promise<number> {
  const { body } = await client.nodes.stats({ metric: ["process"] });
  const [node] = Object.values(body.nodes);
  return Number(node?.process?.cpu?.total_in_millis);
}

/** @returns a function that restores the templates */
async function changeTemplates(
  client: Client,
  change: (template: Template) => void,
): Promise<() => Promise<void>> {
  const [record, settings] = await Promise.all([read("record"), read("settings")]);
  const changed = structuredClone({ record, settings });
  change({
    properties: changed.record.template["mappings"]?.["properties"] as Properties,
    settings: changed.settings.template["settings"]?.["index"] as Record<string, unknown>,
  });
  await write("record", changed.record);
  await write("settings", changed.settings);
  return async () => {
    await write("record", record);
    await write("settings", settings);
  };

  async function read(part: string) {
    const path = `/_component_template/${searchContentName(ENVIRONMENT, part)}`;
    const response = await client.transport.request({ method: "GET", path });
    const { component_templates: found } = response.body as {
      component_templates: { component_template: { template: Properties } }[];
    };
    if (!found[0]) throw new Error(`the engine has no template at ${path}`);
    return found[0].component_template;
  }

  async function write(part: string, body: object) {
    const path = `/_component_template/${searchContentName(ENVIRONMENT, part)}`;
    await client.transport.request({ method: "PUT", path, body });
  }
}
