import { development } from "./development";
import { local } from "./local";
import { production } from "./production";
import { staging } from "./staging";

/** A configuration as its file has it, not yet checked. */
export interface Source {
  readonly file: string;
  readonly input: unknown;
}

/** Every environment there is. */
export const SHIPPED: readonly Source[] = [
  { file: "config/environments/development.ts", input: development },
  { file: "config/environments/staging.ts", input: staging },
  { file: "config/environments/production.ts", input: production },
  { file: "config/environments/local.ts", input: local },
];
