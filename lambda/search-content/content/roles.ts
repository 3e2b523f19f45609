import { dataStreamName, dataStreamPattern, LOGS, searchContentName } from "../../../catalog";
import type { Document } from "../document";
import { SECURITY_API } from "./security-api";

export interface RoleOptions {
  readonly environment: string;
  /** Backend roles that write; IAM role ARNs on AWS. */
  readonly writers: readonly string[];
  /** Backend roles that search the operational logs. */
  readonly readers: readonly string[];
  /** Backend roles that search all logs. */
  readonly auditors: readonly string[];
}

interface Permissions {
  readonly description: string;
  readonly cluster: readonly string[];
  readonly index: readonly string[];
  /** The fields of a document that the role can read (field-level security). */
  readonly fields: readonly string[];
  /** @default false - the role has no access to OpenSearch Dashboards */
  readonly dashboards?: boolean;
}

/**
 * Adds documents. Before it sends an event again after a rollover, the writer searches the earlier indices for the
 * event's id, because the new index does not contain it. The engine has no permission for ids alone, so the writer may
 * search, but can read only the id and the time.
 *
 * It needs no permission to change mappings, which never grow, or to create data streams, which exist. One gap remains
 * that the engine's permissions cannot close: who may write to a data stream may write to its backing indices, and can
 * replace a document there by naming its sequence number. The authoritative audit log is the log group, in which events
 * cannot be changed.
 *
 * Of two roles of a user, this one also restricts `all_access`, which names no fields; see `writersWithAllAccess`. A role
 * of ours that names all fields for the members of `all_access` would prevent this, but it would be a copy of another
 * mapping: a writer that is removed from `all_access` would keep reading the text of logs until the next deployment.
 * Source for the fields: OpenSearch documentation, "Field-level security".
 */
const WRITER: Permissions = {
  description: "adds documents to the data streams, and reads only the id and time of existing ones",
  cluster: ["indices:data/write/bulk"],
  index: [
    "indices:data/write/bulk*",
    "indices:data/write/index",
    "indices:data/read/search",
    "indices:monitor/settings/get",
  ],
  fields: ["@timestamp"],
};

/**
 * Opens the objects of the global tenant in OpenSearch Dashboards, and changes none of them. The indexes of that tenant
 * end in a number, and those of another tenant in the tenant's name, which these patterns do not match: the reserved role
 * `kibana_user` could read them, and also write.
 * Sources: OpenSearch documentation, "OpenSearch Dashboards multi-tenancy"; OpenSearch security plugin, classes
 * `PrivilegesInterceptorImpl` and `WildcardMatcher`, and static_roles.yml.
 */
const DASHBOARDS = {
  index: { index_patterns: [".kibana", ".kibana_?", ".kibana_??"], allowed_actions: ["read"] },
  tenant: { tenant_patterns: ["global_tenant"], allowed_actions: ["kibana_all_read"] },
} as const;

/**
 * The action group `read` includes every kind of search and get. Searching by a template is a cluster permission.
 *
 * The role names all fields explicitly. If several roles of a user apply to an index, a role without field-level
 * security does not widen the fields of another role, but a role with it does: the user sees the fields of all roles that
 * name fields. Otherwise a user that is also a writer would see only the time. Source: class `FieldPrivileges` of the
 * OpenSearch security plugin, and `plugins.security.dfm_empty_overrides_all`, which is false by default.
 */
const READER: Permissions = {
  description: "searches the operational data streams and runs the saved queries",
  cluster: [
    "indices:data/read/mget",
    "indices:data/read/msearch",
    "indices:data/read/msearch/template",
    "indices:data/read/scroll",
    "indices:data/read/scroll/clear",
    "indices:data/read/search/template",
    "indices:data/read/search/template/render",
  ],
  index: ["read", "indices:admin/data_stream/get", "indices:admin/mappings/get"],
  fields: ["*"],
  dashboards: true,
};

const AUDITOR: Permissions = {
  ...READER,
  description: "searches all data streams, including the audit logs, and runs the saved queries",
};

/**
 * Roles and role mappings of an environment. Only the platform's own roles are changed: the mapping of `all_access`
 * authorizes the caller itself.
 * Source: OpenSearch documentation, "Defining users and roles" and "Permissions".
 */
export function roles({ environment, writers, readers, auditors }: RoleOptions): readonly Document[] {
  const everything = [dataStreamPattern(environment)];
  const operational = LOGS.filter(({ dataClass }) => dataClass === "operational").map(({ id }) =>
    dataStreamName(environment, id),
  );
  return [
    ...role(searchContentName(environment, "writer"), WRITER, everything, writers),
    ...role(searchContentName(environment, "reader"), READER, operational, readers),
    ...role(searchContentName(environment, "auditor"), AUDITOR, everything, auditors),
  ];
}

function role(
  name: string,
  { description, cluster, index, fields, dashboards = false }: Permissions,
  dataStreams: readonly string[],
  backendRoles: readonly string[],
): readonly Document[] {
  return [
    {
      path: `${SECURITY_API}/roles/${name}`,
      body: {
        description,
        cluster_permissions: cluster,
        index_permissions: [
          { index_patterns: dataStreams, allowed_actions: index, fls: fields },
          ...(dashboards ? [DASHBOARDS.index] : []),
        ],
        ...(dashboards && { tenant_permissions: [DASHBOARDS.tenant] }),
      },
    },
    { path: `${SECURITY_API}/rolesmapping/${name}`, body: { backend_roles: backendRoles } },
  ];
}
