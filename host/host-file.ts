/** The owner of a file or directory, and who may use it. */
export interface Permissions {
  /** Octal, four digits, such as `0640`. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

/** A directory that the hosts of a host group have. */
export interface HostDirectory extends Permissions {
  /** Absolute path on the host. */
  readonly path: string;
}

/** A file that the hosts of a host group have. */
export interface HostFile extends HostDirectory {
  /** Ends with a line break. Contains no secret, only the names of secrets. */
  readonly content: string;
}

/** Permissions of configuration: every account may read it, and only root may change it. */
export const CONFIGURATION: Permissions = { mode: "0644", owner: "root", group: "root" };
export const PROGRAM: Permissions = { mode: "0755", owner: "root", group: "root" };
