import type { Topology } from "../startup/startup-tasks";
import { summarizeTraffic } from "../traffic";
import { startAgent } from "../traffic/start-agent";
import { type VerificationReport, verify } from "../verify";
import { compareLines, readWrittenLines } from "./written-lines";
import { generateRequests } from "./generate-requests";
import { INSTANCE_ID, type RunApplicationOptions, withApplication } from "./run-application";
import { sendRequests } from "./send-requests";
import { verifySentry } from "./verify-sentry";

/** Enough that each kind of request occurs several times in each worker, sent within seconds. */
const REQUESTS = 2_000;
/** Requests per second: a third of what the application answers on two idle cores. */
const RATE = 150;
/** Differences that are printed. */
const MAX_PRINTED = 5;

export interface CheckApplicationOptions extends RunApplicationOptions {
  readonly topology: Topology;
  readonly report: VerificationReport;
  readonly print: (line: string) => void;
}

/**
 * Sends a fixed set of requests to the sample application, and checks that each wrote its lines, and that every sink
 * received them. Resolves when `report` has all results.
 */
export async function checkApplication(options: CheckApplicationOptions): Promise<void> {
  const { endpoints, topology, logDir, seed, report, print } = options;
  const from = new Date();
  const requests = generateRequests(seed, REQUESTS);
  const agent = await startAgent(endpoints, logDir, INSTANCE_ID);
  try {
    const release = await withApplication(options, async (application) => {
      await sendRequests(requests, { url: application.url, rate: RATE });
      // The lines that its threads have not written yet are written now.
      await application.stop();
      return application.release;
    });
    await agent.drain();
    const lines = await readWrittenLines(logDir, requests);
    report.section(
      "application",
      `Lines of ${requests.length} requests to the sample application, release ${release}`,
    );
    const differences = compareLines(requests, lines, release);
    for (const difference of differences.slice(0, MAX_PRINTED)) print(`  ${difference}`);
    report.check({
      name: "lines",
      passed: differences.length === 0,
      statement: `each request wrote exactly its lines: ${lines.length} lines, ${differences.length} differences`,
      figures: { requests: requests.length, lines: lines.length, differences: differences.length },
    });
    await verify({ endpoints, topology, summary: summarizeTraffic(lines), from, report });
    await verifySentry(endpoints.sentry, requests, release, report);
  } finally {
    await agent.close();
  }
}
