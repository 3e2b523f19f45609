import { dataStreamPattern, searchContentName } from "../../catalog";
import { SECURITY_API } from "./content/security-api";
import { DASHBOARDS_STATUS, SAVED_OBJECTS } from "./dashboards";
import type { EngineRequest } from "./engine-client";
import { ISM_API } from "./state-management";

/** Paths of requests by method, without their queries. `*` stands for any text. */
export type RequestPaths = Readonly<Record<EngineRequest["method"], readonly string[]>>;

/**
 * Every request of this function, for the permissions of its role. It reads what the engine is and has, and writes what
 * belongs to the environment. It reads no record and deletes nothing.
 */
export function requestPaths(environment: string): RequestPaths {
  const name = searchContentName(environment, "*");
  const dataStreams = dataStreamPattern(environment);
  // The engine numbers the backing indices of a data stream.
  const indices = `.ds-${dataStreams}-*`;
  return {
    GET: [
      "/",
      "/_cat/plugins",
      `${SECURITY_API}/rolesmapping/all_access`,
      `/_data_stream/${dataStreams}`,
      `/${dataStreams}/_mapping`,
      `${ISM_API}/policies/${name}`,
      `${ISM_API}/explain/${indices}`,
      DASHBOARDS_STATUS,
    ],
    POST: [
      `/${dataStreams}/_rollover`,
      `${ISM_API}/add/${indices}`,
      `${ISM_API}/change_policy/${indices}`,
      `${SAVED_OBJECTS}/_bulk_get`,
      `${SAVED_OBJECTS}/_bulk_create`,
    ],
    PUT: [
      `${SECURITY_API}/roles/${name}`,
      `${SECURITY_API}/rolesmapping/${name}`,
      `${SECURITY_API}/audit/config`,
      `/_ingest/pipeline/${name}`,
      `/_component_template/${name}`,
      `/_index_template/${name}`,
      `/_data_stream/${dataStreams}`,
      `/${dataStreams}/_settings`,
      `${ISM_API}/policies/${name}`,
      `/_scripts/${name}`,
      `${SAVED_OBJECTS}/_bulk_update`,
    ],
  };
}
