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
  { file: "lib/config/development.ts", input: development },
  { file: "lib/config/staging.ts", input: staging },
  { file: "lib/config/production.ts", input: production },
  { file: "lib/config/local.ts", input: local },
];
