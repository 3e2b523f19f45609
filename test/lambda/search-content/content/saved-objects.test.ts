import { dataStreamPattern, indexPatternId } from "../../../../catalog";
import {
  QUESTIONS_IN_DASHBOARDS,
  savedObjects,
} from "../../../../lambda/search-content/content/saved-objects";
import { savedObjectSchema } from "../../../fixtures/engine/saved-object-schema";

const OBJECTS = savedObjects("test");
const PARSED = OBJECTS.map((object) => savedObjectSchema.parse(object));

test("each question has a visualization, and the environment has one index pattern and one dashboard", () => {
  expect(OBJECTS.map(({ type, id }) => [type, id])).toEqual([
    ["index-pattern", "inventorysync-test-logs"],
    ...QUESTIONS_IN_DASHBOARDS.map(({ id }) => ["visualization", `inventorysync-test-${id}`]),
    ["dashboard", "inventorysync-test-questions"],
  ]);
});

test("the objects of two environments have different ids and titles", () => {
  const others = savedObjects("staging");
  const values = (objects: typeof OBJECTS) =>
    objects.flatMap(({ id, attributes }) => [id, attributes["title"]]);
  expect(values(others).filter((value) => values(OBJECTS).includes(value))).toEqual([]);
});

test("every object has the attributes that Dashboards accepts", () => {
  expect(PARSED).toHaveLength(QUESTIONS_IN_DASHBOARDS.length + 2);
});

test("a visualization searches the data streams of its question", () => {
  const indexes = PARSED.flatMap((object) =>
    object.type === "visualization" ? [object.attributes.visState.params.spec.data.url.index] : [],
  );
  expect(indexes).toEqual(
    QUESTIONS_IN_DASHBOARDS.map(({ logs }) => logs.map((log) => `logs-inventorysync.${log}-test`).join(",")),
  );
});

test("the index pattern is that of all data streams, to which the links of notifications lead", () => {
  expect(OBJECTS[0]).toMatchObject({
    id: indexPatternId("test"),
    attributes: { title: dataStreamPattern("test"), timeFieldName: "@timestamp" },
  });
});

test("the dashboard shows each visualization once, in panels that do not overlap", () => {
  const dashboard = PARSED.find((object) => object.type === "dashboard");
  const { references = [], attributes } = dashboard ?? {};
  const panels = attributes?.panelsJSON ?? [];
  expect(references.map(({ type, id }) => [type, id])).toEqual(
    OBJECTS.filter(({ type }) => type === "visualization").map(({ type, id }) => [type, id]),
  );
  expect(panels.map(({ panelRefName }) => panelRefName)).toEqual(references.map(({ name }) => name));

  const cells = panels.flatMap(({ gridData: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});
