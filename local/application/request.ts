import type { LogId, LogRecord } from "../../catalog";
import type { PlantedSecret } from "../traffic";

/** A line that a request must write: its log, and fields that it must have. */
export interface ExpectedLine {
  readonly log: LogId;
  readonly fields: LogRecord;
}

/** One HTTP request to the sample application, and what it must do. */
export interface ApplicationRequest {
  readonly id: string;
  readonly traceId: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** Every line that it writes, in any order. */
  readonly lines: readonly ExpectedLine[];
  /** A made-up secret in the body, which one of its lines quotes. */
  readonly plantedSecret?: PlantedSecret;
}

/** A request before `generateRequests` adds the parts that all requests have. */
export type Draft = Pick<ApplicationRequest, "method" | "path" | "body" | "status" | "plantedSecret"> & {
  /** The route template. */
  readonly route: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Lines besides the two that every request writes. */
  readonly lines?: readonly ExpectedLine[];
  /** The fields of its request line that other requests do not have. */
  readonly failure?: LogRecord;
  readonly shop?: string;
};
