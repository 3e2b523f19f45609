import { FIELDS } from "../../../../catalog";
import { DISTRIBUTIONS } from "../../../../lambda/search-content/capabilities";
import { MAX_TERM_LENGTH } from "../../../../lambda/search-content/content/limits";
import { mappings } from "../../../../lambda/search-content/content/mappings";

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const propertiesOf = (distribution: (typeof DISTRIBUTIONS)[number]) =>
  mappings(distribution)["properties"] as Properties;
const properties = propertiesOf("opensearch");

test.each(DISTRIBUTIONS)("documents cannot change the mapping (%s)", (distribution) => {
  expect(mappings(distribution)).toMatchObject({ dynamic: false });
  expect(JSON.stringify(mappings(distribution))).not.toContain('"dynamic":true');
});

test.each(FIELDS.map(({ name }) => name))("%s is mapped", (name) => {
  expect(properties[name]).toBeDefined();
});

test.each(["level", "logger", "error_type"])("%s is matched exactly, under both of its names", (name) => {
  expect(properties[name]).toMatchObject({ type: "keyword", fields: { keyword: { type: "keyword" } } });
});

test.each([
  ["value", "double"],
  ["duration_ms", "double"],
  ["status", "long"],
])("%s has the type %s, without coercion of text", (name, type) => {
  expect(properties[name]).toEqual({ type, coerce: false });
});

test.each(FIELDS.flatMap((field) => ("ecs" in field ? [[field.ecs, field.name]] : [])))(
  "%s is an alias of %s",
  (ecs, name) => {
    expect(properties[ecs]).toEqual({ type: "alias", path: name });
  },
);

test.each(["request_id", "trace_id", "span_id"])("%s is searched, and has no column to sort by", (name) => {
  expect(properties[name]).toEqual({ type: "keyword", ignore_above: MAX_TERM_LENGTH, doc_values: false });
});

test("the CloudWatch event id is returned with the document, and not indexed", () => {
  expect(properties["cloudwatch"]).toMatchObject({
    properties: { event_id: { index: false, doc_values: false }, log_stream: { type: "keyword" } },
  });
});

test("no keyword exceeds the length limit of a term in UTF-8", () => {
  const widestUnit = "€";
  expect(Buffer.byteLength(widestUnit.repeat(MAX_TERM_LENGTH))).toBeLessThanOrEqual(32_766);
  for (const mapping of keywordsIn(properties)) expect(mapping["ignore_above"]).toBe(MAX_TERM_LENGTH);
  expect(keywordsIn(properties).length).toBeGreaterThan(FIELDS.length / 2);
});

test.each([
  ["opensearch", "flat_object"],
  ["elasticsearch", "flattened"],
] as const)("free attributes are one field of type %s", (distribution, type) => {
  expect(propertiesOf(distribution)["attributes"]).toMatchObject({ type });
});

test("attributes that cannot be indexed are stored unchanged", () => {
  expect(properties["attributes_unindexed"]).toEqual({ type: "object", enabled: false });
});

function keywordsIn(part: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof part !== "object" || part === null) return [];
  const mapping = part as Readonly<Record<string, unknown>>;
  const nested = Object.values(mapping).flatMap(keywordsIn);
  return mapping["type"] === "keyword" ? [mapping, ...nested] : nested;
}
