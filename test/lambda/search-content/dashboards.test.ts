import { savedObjects } from "../../../lambda/search-content/content/saved-objects";
import { applySavedObjects } from "../../../lambda/search-content/dashboards";
import { engineAt, fakeDeadline } from "../../fixtures/engine/client";
import { fakeDashboards, keyOf } from "../../fixtures/engine/fake-dashboards";
import { type Script, type ScriptedEngine, scriptedEngine } from "../../fixtures/engine/scripted-engine";

const API = "/_dashboards/api/saved_objects";
const STATUS = "GET /_dashboards/api/status";
const OBJECTS = savedObjects("test");
const [FIRST] = OBJECTS as [(typeof OBJECTS)[number]];

let engine: ScriptedEngine;
async function apply(script: Script, deadline = fakeDeadline(300_000)) {
  engine = await scriptedEngine(script);
  return applySavedObjects(engineAt(engine.url, deadline), OBJECTS);
}
const changes = () => engine.requests.filter(({ path }) => /_bulk_(?:create|update)$/.test(path));
afterEach(() => engine.close());

test("Dashboards without objects gets all of them", async () => {
  const { script, objects } = fakeDashboards();
  expect(await apply(script)).toEqual({ written: OBJECTS.length, unchanged: 0 });
  expect([...objects.values()]).toEqual(OBJECTS);
});

test("equal objects are not written again", async () => {
  const { script } = fakeDashboards(OBJECTS);
  expect(await apply(script)).toEqual({ written: 0, unchanged: OBJECTS.length });
  expect(changes()).toEqual([]);
});

test("only the objects with another attribute or reference are replaced", async () => {
  const dashboard = OBJECTS.at(-1) ?? FIRST;
  const { script, objects } = fakeDashboards([
    ...OBJECTS.slice(0, -1),
    { ...dashboard, references: dashboard.references.slice(1) },
  ]);
  objects.set(keyOf(FIRST), { ...FIRST, attributes: { ...FIRST.attributes, title: "changed by a person" } });

  expect(await apply(script)).toEqual({ written: 2, unchanged: OBJECTS.length - 2 });
  expect(changes()).toMatchObject([{ method: "PUT", path: `${API}/_bulk_update` }]);
  expect(changes()[0]?.body).toEqual([FIRST, dashboard]);
  expect(objects.get(keyOf(FIRST))).toEqual(FIRST);
  expect(objects.get(keyOf(dashboard))).toEqual(dashboard);
});

test("an attribute that Dashboards added is no difference", async () => {
  const { script, objects } = fakeDashboards(OBJECTS);
  objects.set(keyOf(FIRST), {
    ...FIRST,
    attributes: { ...FIRST.attributes, savedSearchRefName: "search_0" },
  });
  expect(await apply(script)).toEqual({ written: 0, unchanged: OBJECTS.length });
});

test("objects of others are neither read nor changed", async () => {
  const other = { ...FIRST, id: "made-by-a-person" };
  const { script, objects } = fakeDashboards([other]);
  await apply(script);
  expect(objects.get(keyOf(other))).toBe(other);
  expect(JSON.stringify(engine.requests)).not.toContain(other.id);
});

test("no request depends on query parameters, which OpenSearch Service ignores in a signed POST", async () => {
  await apply(fakeDashboards([FIRST]).script);
  expect(engine.requests.map(({ query }) => query)).toEqual(engine.requests.map(() => ""));
});

test.each([
  [400, false],
  [404, false],
  [405, false],
  [401, true],
  [403, true],
  [500, true],
])(
  "after the answer %d, nothing is written; a missing permission is possible: %s",
  async (status, mayLackPermission) => {
    const result = await apply({ [STATUS]: { status, body: { error: "no handler found" } } });
    expect(result).toEqual({ unavailable: `the answer has status ${status}`, mayLackPermission });
    expect(engine.requestLines()).toEqual([STATUS]);
  },
);

test("another answer with status 200 is not that of Dashboards", async () => {
  expect(await apply({})).toEqual({
    unavailable: "the answer is not the status of Dashboards",
    mayLackPermission: false,
  });
});

test("Dashboards that is starting is waited for", async () => {
  const { script } = fakeDashboards();
  const starting = { status: 503, body: "OpenSearch Dashboards server is not ready yet" };
  const deadline = fakeDeadline(300_000);
  const result = await apply(
    { ...script, [STATUS]: [starting, starting, { body: { version: {} } }] },
    deadline,
  );
  expect(result).toEqual({ written: OBJECTS.length, unchanged: 0 });
  expect(deadline.slept).toEqual([5_000, 5_000]);
});

test("Dashboards that does not start fails the deployment", async () => {
  await expect(apply({ [STATUS]: { status: 503, body: "not ready" } })).rejects.toThrow(
    "GET /_dashboards/api/status answered 503",
  );
});

test.each([
  ["_bulk_get", "POST", [], 403],
  ["_bulk_create", "POST", [], 400],
  ["_bulk_update", "PUT", [{ ...FIRST, references: [{ name: "n", type: "search", id: "i" }] }], 409],
] as const)(
  "an object that %s rejects is an error, despite status 200",
  async (action, method, existing, statusCode) => {
    const { script } = fakeDashboards(existing);
    const error = { statusCode, error: "made up", message: "made-up reason" };
    const body = { saved_objects: [{ type: FIRST.type, id: FIRST.id, error }] };
    await expect(apply({ ...script, [`${method} ${API}/${action}`]: { body } })).rejects.toThrow(
      `${method} ${API}/${action} answered ${statusCode}: ${FIRST.type} ${FIRST.id}: made-up reason`,
    );
  },
);
