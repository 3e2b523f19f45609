import type { LogId, SinkName } from "../../catalog";
import type { SampleRates } from "../../lambda/forwarder/sampling";

/** What happens in one run of the world, as data: the same plan goes the same way each time. */
export interface Plan {
  readonly seed: number;
  readonly number: number;
  /** How the forwarder is invoked: by CloudWatch Logs itself, or through a Kinesis data stream. */
  readonly topology: "direct" | "kinesis";
  /** Longest that one invocation may take, in seconds. */
  readonly timeout: number;
  /** Most items in one request to a sink. */
  readonly itemsPerRequest: number;
  /** Most records in one batch of a Kinesis data stream. */
  readonly recordsPerBatch: number;
  /** How often Lambda tries a batch of a Kinesis data stream again. */
  readonly retries: number;
  readonly sampleRates: SampleRates;
  readonly traffic: readonly Payload[];
  readonly troubles: readonly Trouble[];
}

/** What CloudWatch Logs hands over at a time. All times are seconds since the beginning. */
export type Payload = { readonly at: number } & (
  | { readonly is: "lines"; readonly log: LogId; readonly lines: Lines }
  /** A payload that came before, once more. */
  | { readonly is: "again"; readonly of: number }
  | { readonly is: "corrupt"; readonly how: Corruption }
  | { readonly is: "control" }
  /** Of a log group that the platform's own functions write. */
  | { readonly is: "own" }
);

/** So many lines of each kind. */
export type Lines = Readonly<Partial<Record<LineKind, number>>>;

/**
 * `error`: each with a fingerprint of its own; `storm`: errors of one fingerprint; `long`: an error that Sentry gets with
 * a part cut out; `huge`: a line that Datadog gets so; `secret`: a line with what may not leave the account.
 */
export type LineKind = "info" | "error" | "storm" | "plain" | "long" | "huge" | "secret";

export type Corruption = "no gzip" | "cut short" | "no JSON" | "no events" | "another group";

/** From when until when, in seconds since the beginning. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export type Trouble = SinkTrouble | StoreTrouble | SecretTrouble | HideTrouble | Upset;

/** A sink misbehaves to a share of what it is sent. */
export interface SinkTrouble extends Span {
  readonly what: "sink";
  readonly sink: SinkName;
  readonly share: number;
  readonly does: Misdeed;
}

export type Misdeed =
  /** Takes nothing. */
  | { readonly kind: "answers"; readonly status: number; readonly asks?: Silence }
  /** Takes everything, and asks for silence all the same. */
  | { readonly kind: "takes"; readonly asks: Silence }
  /** As the intake server has them; `share` is that of the requests sent at once. */
  | { readonly kind: "breaks"; readonly connection: Connection; readonly share: number }
  /** Takes nothing, and does not answer. */
  | { readonly kind: "hangs" }
  /** Takes so much of an attempt's time. */
  | { readonly kind: "is slow"; readonly timeouts: number }
  /** Some documents of a bulk request fare otherwise than the rest. */
  | {
      readonly kind: "fails documents";
      readonly status: number;
      readonly type: string;
      readonly share: number;
    }
  /** Never takes this share of the events. */
  | { readonly kind: "refuses events"; readonly share: number }
  | { readonly kind: "takes at most"; readonly items: number }
  /** Its certificate is nobody's. */
  | { readonly kind: "is an impostor" };

type Connection = "reset" | "lost" | "half" | "silent";

/** How an answer asks to be left alone for some seconds; `other` is a limit that errors do not fall under. */
export interface Silence {
  readonly seconds: number;
  readonly by:
    "Retry-After" | "Retry-After with a date" | "X-Sentry-Rate-Limits" | "X-Sentry-Rate-Limits for other";
}

/** The bucket fails a share of the calls: before it did what it was asked, after, or by keeping silent. */
export interface StoreTrouble extends Span {
  readonly what: "bucket";
  readonly call: "put" | "get" | "delete";
  readonly share: number;
  readonly fails: "before" | "after" | "slowly";
}

/** Secrets Manager is down, or the functions hold what was the secret until it was renewed. */
export interface SecretTrouble extends Span {
  readonly what: "secret";
  readonly sink: SinkName;
  readonly is: "unreadable" | "stale";
}

/** The replay queue does not take a longer wait. */
export interface HideTrouble extends Span {
  readonly what: "queue";
}

/** What befalls once. */
export type Upset =
  /** The data stream of a log begins a new backing index. */
  | { readonly what: "rollover"; readonly at: number; readonly log: LogId }
  /** An invocation, by its number from 1, is killed at one of its effects, by their number from 1. */
  | {
      readonly what: "kill";
      readonly fn: FunctionKind;
      readonly invocation: number;
      readonly effect: number;
      readonly moment: "before" | "amid" | "after";
    }
  /** An invocation has so many milliseconds and no more. */
  | {
      readonly what: "hurry";
      readonly fn: FunctionKind;
      readonly invocation: number;
      readonly leftMs: number;
    }
  /** The queue delivers an announcement twice, by their number from 1. */
  | { readonly what: "echo"; readonly announcement: number }
  /** Somebody puts what is no parked object among the parked, or what is no announcement on the queue. */
  | { readonly what: "stray"; readonly at: number; readonly is: "object" | "message" | "test event" };

export type FunctionKind = "forwarder" | "replay";

export function troublesOf<What extends Trouble["what"]>(plan: Plan, what: What) {
  return plan.troubles.filter(
    (trouble): trouble is Extract<Trouble, { what: What }> => trouble.what === what,
  );
}
