import type { AcceptedLogs } from "../intakes";

/** How many logs the Datadog intake took in all. */
export async function datadogLogCount(url: string): Promise<number> {
  return (await acceptedLogs(url)).total;
}

/** Every log the intake took, as JSON text. @throws Error when it no longer holds them all */
export async function datadogLogs(url: string): Promise<string[]> {
  const { total, logs } = await acceptedLogs(url);
  if (logs.length < total)
    throw new Error(
      `the Datadog intake at ${url} took ${total} logs and holds the newest ${logs.length} only`,
    );
  return logs.map((log) => JSON.stringify(log));
}

async function acceptedLogs(url: string): Promise<AcceptedLogs> {
  const response = await fetch(`${url}/logs`);
  if (!response.ok) throw new Error(`the Datadog intake answered ${response.status} to GET ${url}/logs`);
  return (await response.json()) as AcceptedLogs;
}
