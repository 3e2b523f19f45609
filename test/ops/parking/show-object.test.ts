import { gzipSync } from "node:zlib";
import { readableLines } from "../../../ops/parking/show-object";
import { payloadOf } from "../../fixtures/delivery/subscription-event";

test.each([
  ["a payload, as its log lines", payloadOf(["one", "two"]), ["one", "two"]],
  ["compressed text", gzipSync("one\ntwo"), ["one", "two"]],
  ["plain text", Buffer.from("one\ntwo"), ["one", "two"]],
])("undecodable input is read as %s", (_, body, lines) => {
  expect(readableLines(body)).toEqual(lines);
});
