import fc from "fast-check";
import { MAX_RECORD_BYTES, MAX_RECORDS, MAX_REQUEST_BYTES } from "../../../lambda/archiver/limits";
import { packRecords, packRequests } from "../../../lambda/archiver/pack";

const lineLengths = fc.array(fc.oneof(fc.nat(2_000), fc.nat(MAX_RECORD_BYTES - 1)), { maxLength: 30 });

test("every record and request is within the limits of Firehose, and no line is lost or split", () => {
  fc.assert(
    fc.property(lineLengths, (lengths) => {
      const lines = lengths.map(
        (length, index) => `${String.fromCharCode(97 + (index % 26)).repeat(length)}\n`,
      );
      const records = packRecords(lines);
      const requests = packRequests(records);
      expect(requests.flat()).toEqual(records);
      expect(Buffer.concat(records).toString()).toBe(lines.join(""));
      for (const record of records) {
        expect(record.byteLength).toBeLessThanOrEqual(MAX_RECORD_BYTES);
        expect(Buffer.from(record).toString().endsWith("\n")).toBe(true);
      }
      for (const request of requests) {
        expect(request.length).toBeLessThanOrEqual(MAX_RECORDS);
        expect(request.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(
          MAX_REQUEST_BYTES,
        );
      }
    }),
    { numRuns: 30 },
  );
});

test("short lines share a record", () => {
  expect(packRecords(["a\n", "b\n", "c\n"])).toHaveLength(1);
});

test("a request has at most 500 records", () => {
  expect(
    packRequests(Array.from({ length: 501 }, () => Buffer.from("x"))).map(({ length }) => length),
  ).toEqual([500, 1]);
});
