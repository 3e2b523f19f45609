import type { Logger } from "@aws-lambda-powertools/logger";
import { fetchCapabilities, type Capabilities } from "./capabilities";
import { content } from "./content";
import { type DataStreamChanges, updateDataStreams, listDataStreams } from "./data-streams";
import type { EngineClient } from "./engine-client";
import type { ContentProperties } from "./properties";
import { attachPolicies, putPolicies } from "./state-management";

/** What a deployment did and could not do, in words: the attributes of the resource. */
export type ContentReport = Readonly<
  Record<"Engine" | "AccessControl" | "Retention" | "DataStreams" | "SearchTemplates", string>
>;

/**
 * Brings an engine to what the catalogue says. Each step needs the ones before: an index is made of the templates, which
 * name the pipeline, and a policy takes only to indexes that are made after it. Applying it again changes nothing.
 * @throws EngineError at the first answer that is not 2xx
 */
export async function applyContent(
  engine: EngineClient,
  properties: ContentProperties,
  logger: Pick<Logger, "info">,
): Promise<ContentReport> {
  const capabilities = await fetchCapabilities(engine);
  logger.info("asked the engine what it has", { ...capabilities });

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
  logger.info("brought the engine to what the catalogue says", report);
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
      ? "roles, role mappings and access log applied"
      : "not applied: the engine has no opensearch-security plugin; give its callers their rights yourself",
    Retention: capabilities.stateManagement
      ? "state management policies applied"
      : "not applied: the engine has no opensearch-index-management plugin; nothing rolls over or deletes its records",
    DataStreams: `${created} created, ${rolledOver} rolled over, ${unchanged} unchanged`,
    SearchTemplates: `${searchTemplates} applied`,
  };
}
