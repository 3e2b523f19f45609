import { gunzipSync } from "node:zlib";
import { GZIP, ZSTD } from "../../../../lambda/delivery/sinks/compression";
import { zstd } from "../../../../lambda/shared/zstd";

const BODY = Buffer.from("💥".repeat(1_000));

test("gzip can be decompressed", async () => {
  expect(gunzipSync(await GZIP.compress(BODY))).toEqual(BODY);
});

test("zstd is offered where Node.js has it, and can be decompressed", async () => {
  expect(ZSTD?.coding).toBe(zstd && "zstd");
  expect(ZSTD && zstd?.zstdDecompressSync(await ZSTD.compress(BODY))).toEqual(zstd && BODY);
});
