import { createRedactor } from "../../../lambda/redaction/redactor";

const { redactLine } = createRedactor();
const redacted = (record: Readonly<Record<string, unknown>>) =>
  JSON.parse(redactLine(JSON.stringify(record)).text) as unknown;

describe("two fields of a record that name one value", () => {
  test.each([
    [{ name: "password", value: "made-up" }, { value: "[redacted:password]" }],
    [{ Name: "DB_PASSWORD", Value: "made-up" }, { Value: "[redacted:password]" }],
    [{ Key: "api_token", Value: "made-up" }, { Value: "[redacted:token]" }],
    [{ Header: "X-Api-Key", Value: "made-up" }, { Value: "[redacted:token]" }],
  ])("%j becomes a record with %j", (record, value) => {
    expect(redacted(record)).toEqual({ ...record, ...value });
  });

  test.each([
    { Name: "stock", Value: "made-up" },
    { Title: "password", Value: "made-up" },
    { Name: "password", Content: "made-up" },
  ])("%j stays", (record) => {
    expect(redacted(record)).toEqual(record);
  });
});
