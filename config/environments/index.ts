import { development } from "./development";
import { local } from "./local";
import { production } from "./production";
import { staging } from "./staging";

/** A configuration as its file exports it, unchecked. */
export interface ConfigurationSource {
  readonly file: string;
  readonly input: unknown;
}

/** All environments. */
export const ENVIRONMENT_SOURCES: readonly ConfigurationSource[] = [
  { file: "config/environments/development.ts", input: development },
  { file: "config/environments/staging.ts", input: staging },
  { file: "config/environments/production.ts", input: production },
  { file: "config/environments/local.ts", input: local },
];
