import { promisify } from "node:util";
import zlib from "node:zlib";

/**
 * Import this module before any module that compresses. Compression is the only work that a function does on other
 * threads, and two concurrent compressions may finish in either order. This module compresses in the order of the
 * calls, so that every run of a plan is identical.
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

/** Resolves when every pending promise waits for an effect or for virtual time to pass. */
export async function drain(): Promise<void> {
  do await nextTurn();
  while (pendingCompressions > 0);
}
