import type { Endpoints } from "../endpoints";
import type { VerificationReport } from "../verify";
import { sentryEvents, sentryTransactions } from "../verify/sentry";
import type { ApplicationRequest } from "./request";

/** Checks the release of everything in Sentry, and what the application itself sent. */
export async function verifySentry(
  sentry: Endpoints["sentry"],
  requests: readonly ApplicationRequest[],
  release: string,
  report: VerificationReport,
): Promise<void> {
  report.section("sentryReleases", "Sentry (errors from the log files, traces from the application)");
  const events = await sentryEvents(sentry);
  const transactions = await sentryTransactions(sentry);
  report.check({
    name: "releaseOfEvents",
    passed: events.length > 0 && events.every((event) => event.release === release),
    statement: `${events.length} events have the release ${release}`,
  });
  report.check({
    name: "releaseOfTraces",
    passed: transactions.length > 0 && transactions.every((transaction) => transaction.release === release),
    statement: `${transactions.length} traces have the release ${release}`,
  });
  const traced = new Set(transactions.map(({ traceId }) => traceId));
  const tests = requests.filter(({ path }) => path === "/test-sentry");
  report.check({
    name: "testRequestsAreTraced",
    passed: tests.length > 0 && tests.every(({ traceId }) => traced.has(traceId)),
    statement: `${tests.length} requests to /test-sentry have a trace with the trace id of their lines`,
  });
  const secrets = requests.flatMap(({ plantedSecret }) => plantedSecret?.value ?? []);
  const leaked = transactions.filter(({ text }) => secrets.some((secret) => text.includes(secret)));
  report.check({
    name: "tracesWithoutSecrets",
    passed: leaked.length === 0,
    statement: `${transactions.length} traces contain none of ${secrets.length} planted secrets`,
  });
}
