import { join } from "node:path";
import { applicationLogDir, checkApplication } from "../application";
import type { Platform } from "../platform";
import { writeAndShip } from "../traffic";
import { type VerificationReport, verify } from "../verify";
import { verifyUnderTraffic } from "../verify/under-traffic";
import type { Options } from "./options";
import type { Output } from "./output";

const SEED = 1;
/** Lines that `--once` writes and checks: enough for percentiles, sent within seconds. */
const LINES = 12_000;

/** Writes lines, and compares what every sink received with them. Resolves when `report` has all results. */
export async function runOnce(
  platform: Platform,
  options: Options,
  report: VerificationReport,
  { print }: Output,
): Promise<void> {
  if (options.outage || options.rotate) return verifyDisturbances(platform, options, report, print);
  const { endpoints, runFolder } = platform;
  const { topology } = options;
  if (options.app) {
    const logDir = applicationLogDir(runFolder);
    return checkApplication({ endpoints, topology, runFolder, logDir, seed: SEED, report, print });
  }
  const from = new Date();
  const summary = await writeAndShip({
    endpoints,
    seed: SEED,
    lines: LINES,
    logDir: join(runFolder, "log"),
  });
  await verify({ endpoints, topology, summary, from, report });
}

/** Makes every sink fail or rotates every secret, and verifies that no line is lost. */
async function verifyDisturbances(
  { endpoints, faultTargets, runFolder }: Platform,
  { topology, outage, outageSeconds: seconds, rotate }: Options,
  report: VerificationReport,
  print: (line: string) => void,
): Promise<void> {
  if (!faultTargets) throw new Error("a component of the platform does not support fault injection");
  await verifyUnderTraffic({
    ...{ endpoints, topology, faultTargets, rotate, runFolder, report, print },
    outageSeconds: outage ? seconds : undefined,
  });
  const disturbances = [
    ...(outage ? [`an outage of ${seconds} s`] : []),
    ...(rotate ? ["a rotation of every secret"] : []),
  ].join(" and ");
  print(
    report.passed
      ? `\nevery line arrived after ${disturbances}, without manual intervention`
      : `\nthe check of ${disturbances} failed: the failed checks are marked ✘ above`,
  );
}
