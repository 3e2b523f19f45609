import { dataStreamName, dataStreamPattern, LOGS, searchContentName } from "../../../lib/catalog";
import type { Document } from "./document";
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
}

/**
 * The writer adds documents and does nothing else: it can neither read, update nor delete one. It needs no right to
 * change mappings, since they never grow, nor to create, since the data streams are there. One door stays open that the
 * engine has no lock for: who may write to a data stream may write to the index behind it, and there replace a document
 * whose sequence number it names. The evidence is in the log group, where no event can be changed.
 */
const WRITER: Permissions = {
  description: "adds records to the data streams; can neither read, change nor delete them",
  cluster: ["indices:data/write/bulk"],
  index: ["indices:data/write/bulk*", "indices:data/write/index"],
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
  { description, cluster, index }: Permissions,
  dataStreams: readonly string[],
  backendRoles: readonly string[],
): readonly Document[] {
  return [
    {
      path: `${SECURITY_API}/roles/${name}`,
      body: {
        description,
        cluster_permissions: cluster,
        index_permissions: [{ index_patterns: dataStreams, allowed_actions: index }],
      },
    },
    { path: `${SECURITY_API}/rolesmapping/${name}`, body: { backend_roles: backendRoles } },
  ];
}
