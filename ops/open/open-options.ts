export interface OpenOptions {
  /** False with `--no-browser`. */
  readonly browser: boolean;
  /** The local port of the tunnel. */
  readonly port?: number;
}
