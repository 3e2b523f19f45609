import { OUTCOMES, type Ledger, isSettled } from "./ledger";
import type { Origin } from "./log-event";

/** What one invocation did. It holds no log text. */
export interface Invocation {
  readonly payload: "events" | "control" | "refused";
  /** Why it was refused. */
  readonly reason?: string;
  readonly origin?: Origin;
  readonly events: number;
  /** Secrets replaced. */
  readonly replacements: number;
  /** Events of which only the safe fields were sent. */
  readonly redactionFailures: number;
  readonly ledgers: readonly Ledger[];
}

/** The invocation in a sentence, for who reads the forwarder's log. */
export function summarize({ payload, reason, origin, events, ledgers }: Invocation): string {
  switch (payload) {
    case "control":
      return "control message: CloudWatch Logs reaches the forwarder";
    case "refused":
      return `payload refused: ${reason ?? "no reason given"}`;
    case "events":
      return [`${events} events of ${origin?.logGroup ?? "no log group"}`, ...ledgers.map(inWords)].join(
        "; ",
      );
  }
}

/** Why an invocation must fail, or undefined when every event has an outcome that loses nothing. */
export function failureOf({ payload, reason, ledgers }: Invocation): string | undefined {
  const wrong =
    payload === "refused"
      ? `the payload was refused: ${reason ?? "no reason given"}`
      : ledgers
          .filter((ledger) => !isSettled(ledger))
          .map(inWords)
          .join("; ");
  return wrong === "" ? undefined : `${wrong}; ${WHERE_EVENTS_ARE}`;
}

/** Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation". */
const WHERE_EVENTS_ARE =
  "no event is lost: Lambda tries this invocation twice again, then puts its payload on the forwarder's on-failure queue";

/** `sentry: 2 delivered, 1 undelivered (1 × "503"), of 3` */
function inWords(ledger: Ledger): string {
  const counts = [...OUTCOMES, "undelivered" as const].flatMap((outcome) => {
    if (ledger[outcome] === 0) return [];
    const reasons = ledger.reasons
      .filter(({ of }) => of === outcome)
      .map((row) => `${row.events} × "${row.reason}"`);
    return `${ledger[outcome]} ${outcome}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`;
  });
  return `${ledger.sink}: ${counts.length > 0 ? counts.join(", ") : "nothing"} of ${ledger.received}`;
}
