import type { Logger } from "@aws-lambda-powertools/logger";
import { askCapabilities, type Capabilities } from "./capabilities";
import { content } from "./content";
import { type BroughtUpToDate, bringDataStreams, listDataStreams } from "./data-streams";
import type { Engine } from "./engine";
import type { ContentProperties } from "./properties";
import { followPolicies, putPolicies } from "./state-management";

/** What a deployment did and could not do, in words: the attributes of the resource. */
export type Report = Readonly<
  Record<"Engine" | "AccessControl" | "Retention" | "DataStreams" | "SavedQueries", string>
>;

/**
 * Brings an engine to what the catalogue says. Each step needs the ones before: an index is made of the templates, which
 * name the pipeline, and a policy takes only to indexes that are made after it. Applying it again changes nothing.
 * @throws EngineError at the first answer that is not 2xx
 */
export async function applyContent(
  engine: Engine,
  properties: ContentProperties,
  logger: Pick<Logger, "info">,
): Promise<Report> {
  const has = await askCapabilities(engine);
  logger.info("asked the engine what it has", { ...has });

  const { environment, replicas } = properties;
  const wanted = content({ ...properties, distribution: has.distribution });
  if (has.security) for (const document of [...wanted.roles, wanted.accessLog]) await engine.put(document);
  for (const document of [wanted.pipeline, ...wanted.templates.documents]) await engine.put(document);

  const existing = await listDataStreams(engine, environment);
  const policies = has.stateManagement ? await putPolicies(engine, wanted.policies) : [];
  const dataStreams = await bringDataStreams(engine, existing, {
    environment,
    replicas,
    revision: wanted.templates.revision,
  });
  await followPolicies(engine, policies, existing);
  for (const document of wanted.savedQueries) await engine.put(document);

  const report = describe(has, dataStreams, wanted.savedQueries.length);
  logger.info("brought the engine to what the catalogue says", report);
  return report;
}

function describe(has: Capabilities, dataStreams: BroughtUpToDate, savedQueries: number): Report {
  const { created, rolledOver, unchanged } = dataStreams;
  return {
    Engine: `${has.distribution} ${has.version}`,
    AccessControl: has.security
      ? "roles, role mappings and access log applied"
      : "not applied: the engine has no opensearch-security plugin; give its callers their rights yourself",
    Retention: has.stateManagement
      ? "state management policies applied"
      : "not applied: the engine has no opensearch-index-management plugin; nothing rolls over or deletes its records",
    DataStreams: `${created} created, ${rolledOver} rolled over, ${unchanged} unchanged`,
    SavedQueries: `${savedQueries} applied`,
  };
}
