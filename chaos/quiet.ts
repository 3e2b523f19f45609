import zlib from "node:zlib";
import { promisify } from "node:util";

/**
 * To be imported before any module that compresses. Compression is the one thing a function does on another thread and
 * that is no effect; it has to be known of, or an invocation that compresses would look like one that waits.
 */
let compressing = 0;
const { gzip } = zlib;
type Done = (error: Error | null, result: Buffer<ArrayBuffer>) => void;

Object.assign(zlib, {
  gzip(body: zlib.InputType, done: Done): void {
    compressing += 1;
    gzip(body, (error, result) => {
      compressing -= 1;
      done(error, result);
    });
  },
});

const nextTurn = promisify(setImmediate);

/** Until nothing runs any more, and everything waits for an effect or for time to pass. */
export async function quiet(): Promise<void> {
  do await nextTurn();
  while (compressing > 0);
}
