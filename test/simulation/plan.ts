import type { LogId, SinkName } from "../../catalog";
import type { SampleRates } from "../../lambda/forwarder/sampling";

/** What happens in one run of the world, as data: the same plan goes the same way each time. */
export interface Plan {
  readonly seed: number;
  readonly number: number;
  /** How the forwarder is invoked: by CloudWatch Logs itself, or through a Kinesis data stream. */
  readonly topology: "direct" | "kinesis";
  /** Longest that one invocation may take, in seconds. */
  readonly timeoutSeconds: number;
  /** Most items in one request to a sink. */
  readonly itemsPerRequest: number;
  /** Most records in one batch of a Kinesis data stream. */
  readonly recordsPerBatch: number;
  /** How often Lambda tries a batch of a Kinesis data stream again. */
  readonly retryAttempts: number;
  readonly sampleRates: SampleRates;
  readonly traffic: readonly PayloadSpec[];
  readonly faults: readonly Fault[];
}

/** What CloudWatch Logs hands over at a time. All times are seconds since the beginning. */
export type PayloadSpec = { readonly at: number } & (
  | { readonly kind: "lines"; readonly log: LogId; readonly lines: LineCounts }
  /** A payload that came before, once more. */
  | { readonly kind: "duplicate"; readonly originalIndex: number }
  | { readonly kind: "corrupt"; readonly corruption: Corruption }
  | { readonly kind: "control-message" }
  /** Of a log group that the platform's own functions write. */
  | { readonly kind: "function-log" }
);

/** So many lines of each kind. */
export type LineCounts = Readonly<Partial<Record<LineKind, number>>>;

/**
 * `error`: each with a fingerprint of its own; `storm`: errors of one fingerprint; `long`: an error that Sentry gets with
 * a part cut out; `huge`: a line that Datadog gets so; `secret`: a line with what may not leave the account.
 */
export type LineKind =
  "info" | "error" | "storm" | "unstructured" | "overSentryLimit" | "overDatadogLimit" | "secret";

export type Corruption = "not-gzip" | "truncated-gzip" | "not-json" | "invalid-events" | "unknown-log-group";

/** From when until when, in seconds since the beginning. */
export interface TimeWindow {
  readonly from: number;
  readonly until: number;
}

export type Fault = SinkFault | BucketFault | SecretFault | VisibilityFault | OneTimeFault;

/** A sink misbehaves to a share of what it is sent. */
export interface SinkFault extends TimeWindow {
  readonly kind: "sink";
  readonly sink: SinkName;
  readonly probability: number;
  readonly mode: SinkFaultMode;
}

export type SinkFaultMode =
  /** Takes nothing. */
  | { readonly kind: "error-status"; readonly status: number; readonly rateLimit?: RateLimit }
  /** Takes everything, and asks for silence all the same. */
  | { readonly kind: "rate-limit-header"; readonly rateLimit: RateLimit }
  /** As the intake server has them; `share` is that of the requests sent at once. */
  | { readonly kind: "connection-failure"; readonly connection: ConnectionFailure; readonly share: number }
  /** Takes nothing, and does not answer. */
  | { readonly kind: "no-response" }
  /** Takes so much of an attempt's time. */
  | { readonly kind: "slow-response"; readonly timeoutFraction: number }
  /** Some documents of a bulk request fare otherwise than the rest. */
  | {
      readonly kind: "document-failures";
      readonly status: number;
      readonly type: string;
      readonly share: number;
    }
  /** Never takes this share of the events. */
  | { readonly kind: "rejected-events"; readonly share: number }
  | { readonly kind: "item-limit"; readonly items: number }
  /** Its certificate is nobody's. */
  | { readonly kind: "untrusted-certificate" };

type ConnectionFailure = "reset" | "response-lost" | "response-truncated" | "no-response";

/** How an answer asks to be left alone for some seconds; `other` is a limit that errors do not fall under. */
export interface RateLimit {
  readonly seconds: number;
  readonly header:
    | "Retry-After"
    | "Retry-After HTTP-date"
    | "X-Sentry-Rate-Limits"
    | "X-Sentry-Rate-Limits of another category";
}

/** The bucket fails a share of the calls: before it did what it was asked, after, or by keeping silent. */
export interface BucketFault extends TimeWindow {
  readonly kind: "bucket";
  readonly operation: "put" | "get" | "delete";
  readonly probability: number;
  readonly failure: "before" | "after" | "timeout";
}

/** Secrets Manager is down, or the functions hold what was the secret until it was renewed. */
export interface SecretFault extends TimeWindow {
  readonly kind: "secret";
  readonly sink: SinkName;
  readonly variant: "unavailable" | "stale";
}

/** The replay queue does not take a longer wait. */
export interface VisibilityFault extends TimeWindow {
  readonly kind: "queue";
}

/** What befalls once. */
export type OneTimeFault =
  /** The data stream of a log begins a new backing index. */
  | { readonly kind: "rollover"; readonly at: number; readonly log: LogId }
  /** An invocation, by its number from 1, is killed at one of its effects, by their number from 1. */
  | {
      readonly kind: "kill";
      readonly fn: FunctionKind;
      readonly invocation: number;
      readonly effect: number;
      readonly moment: "before" | "during" | "after";
    }
  /** An invocation has so many milliseconds and no more. */
  | {
      readonly kind: "short-deadline";
      readonly fn: FunctionKind;
      readonly invocation: number;
      readonly remainingMs: number;
    }
  /** The queue delivers an announcement twice, by their number from 1. */
  | { readonly kind: "duplicate-delivery"; readonly notification: number }
  /** Somebody puts what is no parked object among the parked, or what is no announcement on the queue. */
  | {
      readonly kind: "foreign-input";
      readonly at: number;
      readonly variant: "object" | "message" | "test event";
    };

export type FunctionKind = "forwarder" | "replay";

export function faultsOf<Kind extends Fault["kind"]>(plan: Plan, kind: Kind) {
  return plan.faults.filter((fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind);
}
