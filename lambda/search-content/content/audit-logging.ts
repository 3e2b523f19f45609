import type { Document } from "../document";
import { SECURITY_API } from "./security-api";

/**
 * Who came to the engine, what they asked, what they were refused, and every change of a right. The engine writes it to
 * wherever its operator sends audit logs: a domain of ours to a log group of its own.
 *
 * The writers are left out. They come with every batch, can read nothing but ids and times, and their requests are the
 * log text itself.
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
        // Every request again, once for each node it touches.
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
