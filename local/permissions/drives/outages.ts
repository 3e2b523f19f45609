import type { RequestFault } from "../../intakes";
import { readSecret, writeSecret } from "../../startup/deployment";
import type { DriveContext } from "../context";

/** A pause that is longer than an invocation waits, so that events are parked at once. */
const PAUSE: RequestFault = { status: 429, headers: { "retry-after": "60" } };
const REJECTION: RequestFault = { status: 400 };

type Faults = readonly [RequestFault, ...RequestFault[]];

/** The intakes answer their requests with these faults in turn while `use` runs. */
export async function whileIntakesAnswer<Result>(
  { faultTargets: { datadog, sentry } }: DriveContext,
  faults: { readonly datadog: Faults; readonly sentry: Faults },
  use: () => Promise<Result>,
): Promise<Result> {
  datadog.startOutage(...faults.datadog);
  sentry.startOutage(...faults.sentry);
  try {
    return await use();
  } finally {
    datadog.endOutage();
    sentry.endOutage();
  }
}

export const PAUSES = { datadog: [PAUSE], sentry: [PAUSE] } as const;
export const REJECTIONS = { datadog: [REJECTION], sentry: [REJECTION] } as const;
/**
 * Each intake accepts one of two events. Datadog rejects the request with both, which the function then sends in two;
 * Sentry receives each event in a request of its own.
 */
export const PAUSES_AFTER_ONE = { datadog: [REJECTION, {}, PAUSE], sentry: [{}, PAUSE] } as const;

/** OpenSearch refuses the functions that start while `use` runs: the secret has a wrong password. */
export async function withRefusedSearchPassword<Result>(
  { endpoints }: DriveContext,
  use: () => Promise<Result>,
): Promise<Result> {
  const before = await readSecret(endpoints, "search-engine");
  const { username } = JSON.parse(before) as { readonly username: string };
  await writeSecret(endpoints, "search-engine", JSON.stringify({ username, password: "made-up-and-wrong" }));
  try {
    return await use();
  } finally {
    await writeSecret(endpoints, "search-engine", before);
  }
}
