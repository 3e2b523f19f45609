import type { Logger } from "@aws-lambda-powertools/logger";
import { fetchCapabilities, type Capabilities } from "./capabilities";
import { searchContentName } from "../../catalog";
import { content } from "./content";
import { applySavedObjects, type DashboardsResult } from "./dashboards";
import { type DataStreamChanges, updateDataStreams, listDataStreams } from "./data-streams";
import type { EngineClient } from "./engine-client";
import type { ContentProperties } from "./properties";
import { attachPolicies, putPolicies } from "./state-management";
import { writersWithAllAccess } from "./writers-with-all-access";

/** The result of a deployment as text: the attributes of the custom resource. */
export type ContentReport = Readonly<
  Record<"Engine" | "AccessControl" | "Retention" | "DataStreams" | "SearchTemplates" | "Dashboards", string>
>;

/**
 * Applies the catalogue's content to an engine. The order matters: the templates refer to the ingest pipeline, indices
 * are created from the templates, and a policy attaches only to indices that are created after it. Idempotent.
 * @throws EngineError at the first response that is not 2xx
 */
export async function applyContent(
  engine: EngineClient,
  properties: ContentProperties,
  logger: Pick<Logger, "info" | "warn">,
): Promise<ContentReport> {
  const capabilities = await fetchCapabilities(engine);
  logger.info("detected the capabilities of the engine", { ...capabilities });

  const { environment, replicas } = properties;
  const desired = content({ ...properties, distribution: capabilities.distribution });
  const restricted: string[] = [];
  if (capabilities.security) {
    for (const document of [...desired.roles, desired.auditLogging]) await engine.put(document);
    restricted.push(...(await writersWithAllAccess(engine, properties.writers)));
  }
  for (const document of [desired.ingestPipeline, ...desired.indexTemplates.documents])
    await engine.put(document);

  const existing = await listDataStreams(engine, environment);
  const policies = capabilities.stateManagement ? await putPolicies(engine, desired.policies) : [];
  const dataStreams = await updateDataStreams(engine, existing, {
    environment,
    replicas,
    revision: desired.indexTemplates.revision,
  });
  await attachPolicies(engine, policies, existing);
  for (const document of desired.searchTemplates) await engine.put(document);
  const dashboards = await applySavedObjects(engine, desired.savedObjects);

  const report = {
    Engine: `${capabilities.distribution} ${capabilities.version}`,
    AccessControl: describeAccessControl(capabilities, environment, restricted),
    Retention: describeRetention(capabilities),
    DataStreams: describeDataStreams(dataStreams),
    SearchTemplates: `${desired.searchTemplates.length} applied`,
    Dashboards: describeDashboards(dashboards),
  };
  if (restricted.length > 0) logger.warn(report.AccessControl);
  if ("unavailable" in dashboards && dashboards.mayLackPermission) logger.warn(report.Dashboards);
  logger.info("applied the catalogue's content to the engine", report);
  return report;
}

/** @param restricted the writers that also have the role `all_access` */
function describeAccessControl(
  { security }: Capabilities,
  environment: string,
  restricted: readonly string[],
): string {
  if (!security)
    return "not applied: the engine has no opensearch-security plugin; grant its users and functions their permissions yourself";
  const applied = "roles, role mappings and audit logging applied";
  if (restricted.length === 0) return applied;
  return (
    `${applied}; warning: ${restricted.join(", ")} can read no field except @timestamp, because the role mappings of both ` +
    `all_access and ${searchContentName(environment, "writer")} contain it; remove it from one of them, ` +
    "see docs/security.md, Several roles in the search engine"
  );
}

function describeRetention({ stateManagement }: Capabilities): string {
  return stateManagement
    ? "state management policies applied"
    : "not applied: the engine has no opensearch-index-management plugin; its indices neither roll over nor expire";
}

function describeDataStreams({ created, rolledOver, unchanged }: DataStreamChanges): string {
  return `${created} created, ${rolledOver} rolled over, ${unchanged} unchanged`;
}

function describeDashboards(result: DashboardsResult): string {
  if ("unavailable" in result && result.mayLackPermission)
    return (
      `not applied: OpenSearch Dashboards at /_dashboards did not answer with its status, ${result.unavailable}; ` +
      "if the engine has Dashboards, check that the caller is an administrator of the engine"
    );
  if ("unavailable" in result)
    return (
      `not applied: the engine has no OpenSearch Dashboards at /_dashboards, ${result.unavailable}; ` +
      "use the search templates or npx logs"
    );
  const { written, unchanged } = result;
  return written === 0 ? "unchanged" : `${written} objects written, ${unchanged} unchanged`;
}
