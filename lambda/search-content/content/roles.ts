import { dataStreamName, dataStreamPattern, LOGS, searchContentName } from "../../../catalog";
import type { Document } from "../document";
import { SECURITY_API } from "./security-api";

export interface RoleOptions {
  readonly environment: string;
  /** Backend roles of those who write; IAM role ARNs on AWS. */
  readonly writers: readonly string[];
  /** Of those who search the operational logs. */
  readonly readers: readonly string[];
  /** Of those who search every log. */
  readonly auditors: readonly string[];
}

interface Permissions {
  readonly description: string;
  readonly cluster: readonly string[];
  readonly index: readonly string[];
  /**
   * The only fields it sees of a document.
   * @default - all of them
   */
  readonly fields?: readonly string[];
}

/**
 * The writer adds documents. It can neither change nor delete one, and of those that are there it sees the id and the
 * time alone: before it sends an event a second time, after a data stream began its next index, it looks for the event's
 * id in the earlier ones, about which the new index knows nothing. The engine has no right to ask for ids only, so the
 * writer may search; but what it searches has no other field.
 *
 * It needs no right to change mappings, since they never grow, nor to create, since the data streams are there. One door
 * stays open that the engine has no lock for: who may write to a data stream may write to the index behind it, and there
 * replace a document whose sequence number it names. The evidence is in the log group, where no event can be changed.
 * Source for the fields: OpenSearch documentation, "Field-level security".
 */
const WRITER: Permissions = {
  description: "adds records to the data streams; sees id and time of those there; changes and deletes none",
  cluster: ["indices:data/write/bulk"],
  index: [
    "indices:data/write/bulk*",
    "indices:data/write/index",
    "indices:data/read/search",
    "indices:monitor/settings/get",
  ],
  fields: ["@timestamp"],
};

/** The action group `read` is every kind of search and get; searching by a template is a permission of the cluster's. */
const READER: Permissions = {
  description: "searches the operational data streams and asks the saved queries",
  cluster: [
    "indices:data/read/msearch",
    "indices:data/read/msearch/template",
    "indices:data/read/scroll",
    "indices:data/read/scroll/clear",
    "indices:data/read/search/template",
    "indices:data/read/search/template/render",
  ],
  index: ["read", "indices:admin/data_stream/get", "indices:admin/mappings/get"],
};

const AUDITOR: Permissions = {
  ...READER,
  description: "searches every data stream, the evidence included, and asks the saved queries",
};

/**
 * Who may do what with an environment's records. Only roles of our own are touched: the mapping of `all_access` is how
 * the caller itself signs in.
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
  { description, cluster, index, fields }: Permissions,
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
          { index_patterns: dataStreams, allowed_actions: index, ...(fields && { fls: fields }) },
        ],
      },
    },
    { path: `${SECURITY_API}/rolesmapping/${name}`, body: { backend_roles: backendRoles } },
  ];
}
