import type { CheckId } from "./check-ids";

export interface CheckOptions {
  /** @default - all checks of the environment */
  readonly only?: readonly CheckId[];
  /** Checks that may be not verifiable without a negative result. */
  readonly allowUnverifiable?: readonly CheckId[];
  /** `host:port` of the local end of a tunnel to the search engine. */
  readonly tunnel?: string;
}
