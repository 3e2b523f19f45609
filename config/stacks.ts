import { archiveOf } from "./archive";
import type { EnvironmentConfig } from "./schema";
import { sinksOf } from "./sinks";

/** The stacks of an environment. An environment without a search engine, sinks or archive has fewer. */
export const STACK_IDS = [
  "Storage",
  "Search",
  "Forwarding",
  "Archive",
  "Monitoring",
  "Access",
  "Host",
] as const;
export type StackId = (typeof STACK_IDS)[number];

/** The stacks that the deployment of an environment creates. */
export function stacksOf(config: EnvironmentConfig): readonly StackId[] {
  return [
    "Storage",
    ...(config.search.kind === "none" ? [] : (["Search"] as const)),
    ...(sinksOf(config).length === 0 ? [] : (["Forwarding"] as const)),
    ...(archiveOf(config) ? (["Archive"] as const) : []),
    "Monitoring",
    "Access",
    "Host",
  ];
}
