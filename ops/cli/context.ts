import type { EnvironmentConfig } from "../../config";
import type { AwsClientConfig } from "./aws-client";
import type { Io } from "./io";

/** What a command works with. */
export interface CommandContext {
  readonly config: EnvironmentConfig;
  /** Settings of every client of the AWS SDK. */
  readonly aws: AwsClientConfig;
  readonly io: Io;
  /** Whether standard output must contain nothing but the JSON document of the result. */
  readonly json: boolean;
}

/** The options that every command for an environment has. */
export interface ContextOptions {
  readonly json?: true;
  readonly profile?: string;
  readonly region?: string;
}
