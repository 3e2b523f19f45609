import { type OpenSearchIntake, startOpenSearchIntake } from "../../../local/intakes";

const DATA_STREAM = "logs-inventorysync.application-staging";

let clock: number;
let intake: OpenSearchIntake;
beforeEach(async () => {
  clock = 1_000;
  intake = await startOpenSearchIntake({ maxBytes: 2_000, now: () => clock });
});
afterEach(() => intake.close());

const document = { "@timestamp": "2026-01-02T12:00:00Z", message: "line" };

function post(lines: readonly unknown[], type = "application/x-ndjson") {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return fetch(`${intake.url}/_bulk`, { method: "POST", body, headers: { "content-type": type } });
}

function create(id: string) {
  return { create: { _index: DATA_STREAM, _id: id } };
}

async function statusesOf(response: Response) {
  const { errors, items } = (await response.json()) as {
    errors: boolean;
    items: { create: { status: number } }[];
  };
  return { errors, statuses: items.map((item) => item.create.status) };
}

test("a document is created once, and a repeated id is a conflict", async () => {
  const lines = [create("1"), document, create("2"), document];
  expect(await statusesOf(await post(lines))).toEqual({ errors: false, statuses: [201, 201] });
  expect(await statusesOf(await post(lines))).toEqual({ errors: true, statuses: [409, 409] });
  expect(intake.documents.size).toBe(2);
});

test.each([
  ["an action that is not create", [{ index: { _index: "logs", _id: "1" } }, document]],
  ["a document without a time", [create("1"), { message: "line" }]],
])("%s is rejected individually", async (_, lines) => {
  expect(await statusesOf(await post(lines))).toEqual({ errors: true, statuses: [400] });
});

test("scripted results apply document by document", async () => {
  intake.scriptResults({ status: 429, type: "rejected_execution_exception" }, undefined);
  expect(await statusesOf(await post([create("1"), document, create("2"), document]))).toEqual({
    errors: true,
    statuses: [429, 201],
  });
});

test.each([
  ["of another type", [create("1"), document], "application/json", 406],
  [
    "larger than the engine takes",
    [create("1"), { ...document, message: "m".repeat(2_000) }],
    undefined,
    413,
  ],
  ["with half a pair", [create("1")], undefined, 400],
])("a request %s is rejected", async (_, lines, type, status) => {
  expect((await post(lines, type)).status).toBe(status);
});

test("a repeated id is accepted after a rollover, and a search finds both documents", async () => {
  await post([create("1"), document]);
  intake.rollover(DATA_STREAM);
  expect(await statusesOf(await post([create("1"), document]))).toEqual({ errors: false, statuses: [201] });
  expect(await statusesOf(await post([create("1"), document]))).toEqual({ errors: true, statuses: [409] });
  expect([...intake.documents.keys()]).toEqual([
    `.ds-${DATA_STREAM}-000001/1`,
    `.ds-${DATA_STREAM}-000002/1`,
  ]);
  expect(await search({ size: 10, query: { ids: { values: ["1", "2"] } } })).toEqual([
    [`.ds-${DATA_STREAM}-000001`, "1"],
    [`.ds-${DATA_STREAM}-000002`, "1"],
  ]);
});

test("a search returns as many documents as requested, of its data stream", async () => {
  await post([create("1"), document, create("2"), document]);
  const query = { ids: { values: ["1", "2"] } };
  expect(await search({ size: 1, query })).toHaveLength(1);
  expect(await search({ size: 2, query }, "logs-inventorysync.audit-staging")).toEqual([]);
});

test("a search for anything but ids is rejected", async () => {
  const body = JSON.stringify({ query: { match_all: {} } });
  expect((await fetch(`${intake.url}/${DATA_STREAM}/_search`, { method: "POST", body })).status).toBe(400);
});

test("the index settings have the creation date of each backing index", async () => {
  clock = 2_000;
  intake.rollover(DATA_STREAM);
  const response = await fetch(
    `${intake.url}/${DATA_STREAM}/_settings/index.creation_date?flat_settings=true`,
  );
  expect(await response.json()).toEqual({
    [`.ds-${DATA_STREAM}-000001`]: { settings: { "index.creation_date": "1000" } },
    [`.ds-${DATA_STREAM}-000002`]: { settings: { "index.creation_date": "2000" } },
  });
});

async function search(body: unknown, dataStream = DATA_STREAM) {
  const response = await fetch(`${intake.url}/${dataStream}/_search`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  const { hits } = (await response.json()) as { hits: { hits: { _index: string; _id: string }[] } };
  return hits.hits.map(({ _index, _id }) => [_index, _id]);
}
