import type { Document } from "../document";
import { SECURITY_API } from "./security-api";

/**
 * Configuration of the engine's audit log: who authenticated, their requests, denied requests, and changes of
 * permissions. The engine writes it to the destination that its operator configures; a domain of the deployment writes
 * it to a log group.
 *
 * Writers are excluded. They send every batch, can read only ids and times, and their requests contain the log text.
 * Sources: OpenSearch documentation, "Audit logs"; Amazon OpenSearch Service Developer Guide, "Monitoring audit logs in
 * Amazon OpenSearch Service".
 */
export function auditLogging(writers: readonly string[]): Document {
  return {
    path: `${SECURITY_API}/audit/config`,
    body: {
      enabled: true,
      audit: {
        enable_rest: true,
        disabled_rest_categories: [],
        enable_transport: true,
        // These categories would repeat every request, once for each node.
        disabled_transport_categories: ["AUTHENTICATED", "GRANTED_PRIVILEGES"],
        resolve_bulk_requests: false,
        log_request_body: true,
        resolve_indices: true,
        exclude_sensitive_headers: true,
        ignore_users: ["kibanaserver", ...writers],
        ignore_requests: [],
      },
      compliance: {
        enabled: true,
        internal_config: true,
        external_config: false,
        read_metadata_only: true,
        read_watched_fields: {},
        read_ignore_users: [],
        write_metadata_only: true,
        write_log_diffs: false,
        write_watched_indices: [],
        write_ignore_users: [],
      },
    },
  };
}
