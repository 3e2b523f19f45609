import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type Zstd, zstd } from "../../shared/zstd";

/** A content coding of HTTP. Source of the names: IANA, "HTTP Content Coding Registry". */
export interface Compression {
  readonly coding: string;
  readonly compress: (bytes: Uint8Array) => Promise<Buffer>;
}

/** At zlib's default level. */
export const GZIP: Compression = { coding: "gzip", compress: promisify(gzip) };

/** Record lines become as small as with gzip, in a quarter of the CPU time (docs/performance.md). */
const ZSTD_LEVEL = 1;

/** Undefined if Node.js has no zstd. */
export const ZSTD = zstd && zstdCompression(zstd);

function zstdCompression({ zstdCompress, constants }: Zstd): Compression {
  const compress = promisify(zstdCompress);
  const options = { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } };
  return { coding: "zstd", compress: (bytes) => compress(bytes, options) };
}
