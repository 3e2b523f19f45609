import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Measurement } from "../../../bench/forwarder/measurement";
import { parseRun, type Run } from "../../../bench/forwarder/saved-run";
import { measurementTable } from "../../../bench/forwarder/table";
import { INDEX_RUN } from "../../../catalog/measurements";
import { table } from "../markdown";

const RUN_FILE = "catalog/measurements/forwarder.json";

/** The run of `npm run bench` that the documents show. */
export function savedRun(): Run {
  return parseRun(RUN_FILE, readFileSync(join(__dirname, "../../..", RUN_FILE), "utf8"));
}

/** Its measurements whose ids begin with a text. */
export function measurementsOf(prefix: string): readonly Measurement[] {
  return savedRun().measurements.filter(({ id }) => id.startsWith(prefix));
}

/** When and where the run was measured. */
export function runSentence(): string {
  const { measuredAt, machine } = savedRun();
  const { cpu, cores, memoryGiB, node, platform, load } = machine;
  return (
    `Measured on ${measuredAt.slice(0, 10)} with Node.js ${node.replace(/^v/, "")} on ${platform}: ${cores} cores ` +
    `(${cpu}), ${memoryGiB} GiB of memory. The load before was ${load}: above 0, other programs used the cores, too.`
  );
}

export function resultTable(): string {
  return measurementTable(savedRun().measurements);
}

/** When and where the size of the index was measured. */
export function indexSentence(): string {
  const { measuredAt, engine, machine, documents } = INDEX_RUN;
  return (
    `Measured on ${measuredAt} with ${engine} and ${documents.toLocaleString("en-US")} documents for each row, on ` +
    `${machine}. The sizes do not depend on the load; the CPU times are those of the engine's process, and vary by a fifth.`
  );
}

export function indexTable(): string {
  const { indices } = INDEX_RUN;
  const dynamic = indices.find(({ id }) => id === "dynamic")?.bytesPerDocument ?? NaN;
  return table(
    ["index", "bytes per document", "of dynamic mapping", "CPU per document, µs"],
    indices.map(({ title, bytesPerDocument, cpuMicrosPerDocument }) => [
      title,
      String(bytesPerDocument),
      String(Number((bytesPerDocument / dynamic).toFixed(2))),
      String(cpuMicrosPerDocument),
    ]),
  );
}
