import { archiveOf } from "./archive";
import { hasBastion } from "./bastion";
import type { EnvironmentConfig } from "./schema";
import { sinksOf } from "./sinks";

/** The stacks of an environment. An environment without a search engine, sinks, archive or bastion has fewer. */
export const STACK_IDS = [
  "Storage",
  "Search",
  "Bastion",
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
    ...(hasBastion(config.search) ? (["Bastion"] as const) : []),
    ...(sinksOf(config).length === 0 ? [] : (["Forwarding"] as const)),
    ...(archiveOf(config) ? (["Archive"] as const) : []),
    "Monitoring",
    "Access",
    "Host",
  ];
}
