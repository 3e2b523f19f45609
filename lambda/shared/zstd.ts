import * as zlib from "node:zlib";

/** The part of `node:zlib` that compresses with zstd. The types of the oldest supported Node.js do not declare it. */
export interface Zstd {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  readonly zstdCompress: (
    bytes: Uint8Array,
    options: { readonly params: Readonly<Record<number, number>> },
    callback: (error: Error | null, compressed: Buffer) => void,
  ) => void;
  readonly zstdDecompressSync: (bytes: Uint8Array, options?: { readonly maxOutputLength: number }) => Buffer;
}

/** Undefined before Node.js 22.15. Source: Node.js documentation, "Zlib", "zlib.zstdCompress". */
export const zstd: Zstd | undefined = "zstdCompress" in zlib ? (zlib as unknown as Zstd) : undefined;
