import type { Logger } from "@aws-lambda-powertools/logger";
import { fetchCapabilities, type Capabilities } from "./capabilities";
import { content } from "./content";
import { type DataStreamChanges, updateDataStreams, listDataStreams } from "./data-streams";
import type { EngineClient } from "./engine-client";
import type { ContentProperties } from "./properties";
import { attachPolicies, putPolicies } from "./state-management";

/** The result of a deployment as text: the attributes of the custom resource. */
export type ContentReport = Readonly<
  Record<"Engine" | "AccessControl" | "Retention" | "DataStreams" | "SearchTemplates", string>
>;

/**
 * Applies the catalogue's content to an engine. The order matters: the templates refer to the ingest pipeline, indices
 * are created from the templates, and a policy attaches only to indices that are created after it. Idempotent.
 * @throws EngineError at the first response that is not 2xx
 */
export async function applyContent(
  engine: EngineClient,
  properties: ContentProperties,
  logger: Pick<Logger, "info">,
): Promise<ContentReport> {
  const capabilities = await fetchCapabilities(engine);
  logger.info("detected the capabilities of the engine", { ...capabilities });

  const { environment, replicas } = properties;
  const desired = content({ ...properties, distribution: capabilities.distribution });
  if (capabilities.security)
    for (const document of [...desired.roles, desired.auditLogging]) await engine.put(document);
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

  const report = describe(capabilities, dataStreams, desired.searchTemplates.length);
  logger.info("applied the catalogue's content to the engine", report);
  return report;
}

function describe(
  capabilities: Capabilities,
  dataStreams: DataStreamChanges,
  searchTemplates: number,
): ContentReport {
  const { created, rolledOver, unchanged } = dataStreams;
  return {
    Engine: `${capabilities.distribution} ${capabilities.version}`,
    AccessControl: capabilities.security
      ? "roles, role mappings and audit logging applied"
      : "not applied: the engine has no opensearch-security plugin; grant its users and functions their permissions yourself",
    Retention: capabilities.stateManagement
      ? "state management policies applied"
      : "not applied: the engine has no opensearch-index-management plugin; its indices neither roll over nor expire",
    DataStreams: `${created} created, ${rolledOver} rolled over, ${unchanged} unchanged`,
    SearchTemplates: `${searchTemplates} applied`,
  };
}
