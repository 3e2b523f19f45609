import type { AcceptedLogs } from "../intakes";

/** Number of logs that the Datadog intake accepted. */
export async function datadogLogCount(url: string): Promise<number> {
  return (await acceptedLogs(url)).total;
}

/** Every log that the intake accepted, as JSON text. @throws Error if its buffer no longer contains all of them */
export async function datadogLogs(url: string): Promise<string[]> {
  const { total, logs } = await acceptedLogs(url);
  if (logs.length < total)
    throw new Error(
      `the Datadog intake at ${url} accepted ${total} logs, but its buffer contains only the newest ${logs.length}`,
    );
  return logs.map((log) => JSON.stringify(log));
}

async function acceptedLogs(url: string): Promise<AcceptedLogs> {
  const response = await fetch(`${url}/logs`);
  if (!response.ok) throw new Error(`the Datadog intake answered ${response.status} to GET ${url}/logs`);
  return (await response.json()) as AcceptedLogs;
}
