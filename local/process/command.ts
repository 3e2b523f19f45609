/** A program to run: in a process group of its own, with an environment of its own, its output in a file. */
export interface Command {
  /** What it is called on the screen and in errors, as "the search engine". */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment: nothing else is inherited. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where its output goes, after what stands there already. */
  readonly logFile: string;
  /** What a person can do when it fails. */
  readonly remedy: string;
  /**
   * Whom it runs as.
   * @default - the user who runs this
   */
  readonly user?: { readonly uid: number; readonly gid: number };
}
