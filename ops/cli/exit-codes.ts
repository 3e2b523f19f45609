/** The exit codes of every command, for scripts. */
export const EXIT_CODES = {
  success: 0,
  /** The command ran, and what it looked for is wrong: a check failed, an event is missing. */
  negative: 1,
  /** The command could not run: a wrong option, no credentials, a server that cannot be reached. */
  failed: 2,
  /** The command ran, and a person must decide about what it found. */
  review: 3,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
