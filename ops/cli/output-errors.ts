import { EXIT_CODES } from "./exit-codes";

/**
 * Ends the process when an output cannot be written: without an error if the reader of a pipe has closed it, as `head`
 * does, and otherwise, such as on a full disk, with one sentence.
 */
export function exitOnOutputError({ stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">): void {
  for (const output of [stdout, stderr])
    output.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        process.exitCode = EXIT_CODES.failed;
        if (output === stdout)
          stderr.write(`standard output cannot be written: ${error.message}. Check its file or disk.\n`);
      }
      process.exit();
    });
}
