import { chmodSync, chownSync, readdirSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ADMINISTRATOR_SUBJECT, type Certificate, type Certificates } from "../certificates";

/** Folders of one run of the search engine. */
export interface SearchEngineFolders {
  readonly config: string;
  readonly data: string;
  readonly logs: string;
  readonly temporary: string;
}

/** Writes the configuration of one run outside the installation, which stays unchanged. */
export async function configureSearchEngine(options: {
  readonly home: string;
  readonly folder: string;
  readonly port: number;
  readonly certificates: Certificates;
}): Promise<SearchEngineFolders> {
  const { home, folder, port, certificates } = options;
  const folders: SearchEngineFolders = {
    config: join(folder, "config"),
    data: join(folder, "data"),
    logs: join(folder, "logs"),
    temporary: join(folder, "tmp"),
  };
  for (const path of Object.values<string>({ ...folders })) await mkdir(path, { recursive: true });
  await cp(join(home, "config"), folders.config, { recursive: true });
  for (const file of [...pemFiles(certificates.server), certificates.caFile]) {
    await cp(file, join(folders.config, basename(file)));
  }
  await writeFile(join(folders.config, "opensearch.yml"), settings(port, folders, certificates));
  const security = join(folders.config, "opensearch-security");
  await writeFile(
    join(security, "internal_users.yml"),
    "_meta: { type: internalusers, config_version: 2 }\n",
  );
  await writeFile(
    join(security, "roles_mapping.yml"),
    [
      "_meta: { type: rolesmapping, config_version: 2 }",
      "all_access: { reserved: false, backend_roles: [admin] }",
      "",
    ].join("\n"),
  );
  return folders;
}

/** Changes the owner of a folder and its content, and removes all access of other users. */
export function changeOwner(
  folder: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    chownSync(join(folder, entry), uid, gid);
  chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
}

/**
 * The settings: a single node, TLS for HTTP and transport, and the security plugin that OpenSearch Service also uses.
 */
function settings(
  port: number,
  { data, logs }: SearchEngineFolders,
  { server, caFile }: Certificates,
): string {
  const certificate = (layer: "http" | "transport") => ({
    [`plugins.security.ssl.${layer}.pemcert_filepath`]: basename(server.certificateFile),
    [`plugins.security.ssl.${layer}.pemkey_filepath`]: basename(server.keyFile),
    [`plugins.security.ssl.${layer}.pemtrustedcas_filepath`]: basename(caFile),
  });
  const all: Record<string, unknown> = {
    "cluster.name": "local",
    "node.name": "local",
    "discovery.type": "single-node",
    "network.host": "127.0.0.1",
    "http.port": port,
    "transport.port": 0,
    "path.data": data,
    "path.logs": logs,
    "node.store.allow_mmap": false,
    // Without this, a nearly full disk would make every index read-only.
    "cluster.routing.allocation.disk.threshold_enabled": false,
    ...certificate("transport"),
    ...certificate("http"),
    "plugins.security.ssl.transport.enforce_hostname_verification": false,
    "plugins.security.ssl.http.enabled": true,
    "plugins.security.nodes_dn": ["CN=server"],
    "plugins.security.authcz.admin_dn": [ADMINISTRATOR_SUBJECT],
    "plugins.security.allow_default_init_securityindex": true,
    "plugins.security.restapi.roles_enabled": ["all_access", "security_rest_api_access"],
    "plugins.security.audit.type": "noop",
  };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");
}

function pemFiles({ certificateFile, keyFile }: Certificate): string[] {
  return [certificateFile, keyFile];
}
