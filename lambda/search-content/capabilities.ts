import type { EngineClient } from "./engine-client";

export const DISTRIBUTIONS = ["opensearch", "elasticsearch"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** The distribution of an engine, and the installed plugins that the content needs. */
export interface Capabilities {
  readonly distribution: Distribution;
  readonly version: string;
  /** Roles and role mappings. */
  readonly security: boolean;
  /** Index State Management: rollover and deletion. */
  readonly stateManagement: boolean;
}

interface Root {
  readonly version: { readonly distribution?: string; readonly number: string };
}
type Plugins = readonly { readonly component: string }[];

/**
 * Queries the engine. A plugin counts as installed if any node has it. Elasticsearch does not return its distribution.
 */
export async function fetchCapabilities(engine: EngineClient): Promise<Capabilities> {
  const { version } = await engine.waitUntilReady<Root>();
  const plugins = await engine.get<Plugins>("/_cat/plugins?format=json&h=component");
  const has = (plugin: string) => plugins.some(({ component }) => component === plugin);
  return {
    distribution: version.distribution === "opensearch" ? "opensearch" : "elasticsearch",
    version: version.number,
    security: has("opensearch-security"),
    stateManagement: has("opensearch-index-management"),
  };
}
