import { promisify } from "node:util";
import zlib from "node:zlib";

/**
 * To be imported before any module that compresses. Compression is the one thing a function does on other threads, and
 * of two at a time either may be done first; so that a plan goes the same way each time, it is done here in the order
 * it is asked for.
 */
let pendingCompressions = 0;
type ZlibCallback = (error: Error | null, result: Buffer) => void;

Object.assign(zlib, {
  gzip(body: zlib.InputType, done: ZlibCallback): void {
    pendingCompressions += 1;
    setImmediate(() => {
      pendingCompressions -= 1;
      done(null, zlib.gzipSync(body));
    });
  },
});

const nextTurn = promisify(setImmediate);

/** Until nothing runs any more, and everything waits for an effect or for time to pass. */
export async function drain(): Promise<void> {
  do await nextTurn();
  while (pendingCompressions > 0);
}
