/** A program to run in its own process group. Its output goes to a file. */
export interface Command {
  /** Its name on the screen and in errors, for example "the search engine". */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** All environment variables; nothing is inherited. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** File to which its output is appended. */
  readonly logFile: string;
  /** What the user can do if it fails. */
  readonly remedy: string;
  /**
   * The user that runs the program.
   * @default - the current user
   */
  readonly user?: { readonly uid: number; readonly gid: number };
}
