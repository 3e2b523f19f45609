/**
 * `npm run bench:app`: what logging costs the sample application, and what it loses if it is killed. Needs Linux, for
 * the CPU time of a process.
 */
import { rm } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { generateRequests } from "../local/application/generate-requests";
import { installApplication } from "../local/application/install";
import { startSentryIntake } from "../local/intakes";
import { Supervisor } from "../local/process";
import { createRunFolder } from "../local/startup/workspace";
import { parseNaturalNumber } from "../scripts/natural-number";
import { measureLoss } from "./application/kill";
import { measureOverhead } from "./application/overhead";
import { variants } from "./application/variants";

const SEED = 1;
/** More than the application answers before it is killed. */
const REQUESTS_UNTIL_KILL = 20_000;

const { requests, rounds, kills } = new Command("npm run bench:app --")
  .description("Measures what logging costs the sample application, and what it loses if it is killed.")
  .option("--requests <count>", "requests of each round and variant", parseNaturalNumber, 500)
  .option("--rounds <count>", "rounds", parseNaturalNumber, 15)
  .option("--kills <count>", "kills of each mode", parseNaturalNumber, 10)
  .parse()
  .opts<{ requests: number; rounds: number; kills: number }>();

void main();

async function main(): Promise<void> {
  const supervisor = new Supervisor();
  const runFolder = await createRunFolder();
  const sentry = await startSentryIntake();
  try {
    const installation = await installApplication({ supervisor, runFolder });
    const options = { supervisor, runFolder, installation, logDir: join(runFolder, "log") };
    const [load = 0] = loadavg();
    console.log(
      `${requests} requests in each of ${rounds} rounds; ${cpus().length} cores, load before: ${load.toFixed(1)}`,
    );
    const overheads = await measureOverhead(options, variants(sentry.dsn), mix(requests), rounds);
    const [floor] = overheads;
    console.table(
      overheads.map(({ name, cpu, added, p50, p95 }) => ({
        variant: name,
        "CPU, ms": round(cpu),
        "added, ms": round(added),
        "added, %": Math.round((100 * added) / (floor?.cpu ?? Number.NaN)),
        "p50, ms": round(p50),
        "p95, ms": round(p95),
      })),
    );
    const losses = [];
    for (const asynchronous of [false, true])
      losses.push(await measureLoss(options, asynchronous, mix(REQUESTS_UNTIL_KILL), kills));
    console.table(losses);
  } finally {
    await supervisor.stop();
    await sentry.close();
    await rm(runFolder, { recursive: true, force: true });
  }
}

/** Without the report, whose statement takes longer than hundreds of other requests. */
function mix(count: number) {
  return generateRequests(SEED, count).filter(({ path }) => path !== "/v1/reports/inventory");
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
