import { setFlagsFromString } from "node:v8";

/**
 * Tells V8 to keep its heap small, at the price of more collections, or to stop doing so. By default it lets garbage grow
 * to several times what is in use, which large texts make hundreds of MiB. Source: Node.js documentation,
 * "v8.setFlagsFromString(flags)".
 */
export function preferSmallHeap(preferred: boolean): void {
  if (preferred === isPreferred) return;
  isPreferred = preferred;
  setFlagsFromString(preferred ? "--optimize-for-size" : "--no-optimize-for-size");
}

let isPreferred = false;

/** Does the work of an invocation, of which any part may prefer a small heap. The next invocation does not. */
export async function withOwnHeapSize<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    preferSmallHeap(false);
  }
}
