/** Where a command writes, and what it reads its settings from. */
export interface Io {
  readonly stdout: Output;
  /** Progress and errors, so that standard output can be piped to another program. */
  readonly stderr: Output;
  /** Where a person answers. @default - nobody answers: a command that asks refuses to run */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  write(text: string): unknown;
  /** An error of a write, such as EPIPE after the reader of a pipe has closed it. */
  on?(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal, in characters. */
  readonly columns?: number;
}
