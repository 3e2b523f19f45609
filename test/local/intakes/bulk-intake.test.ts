import { type BulkIntake, startBulkIntake } from "../../../local/intakes";

let intake: BulkIntake;
beforeEach(async () => {
  intake = await startBulkIntake({ maxBytes: 2_000 });
});
afterEach(() => intake.close());

const document = { "@timestamp": "2026-01-02T12:00:00Z", message: "line" };

function post(lines: readonly unknown[], type = "application/x-ndjson") {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return fetch(`${intake.url}/_bulk`, { method: "POST", body, headers: { "content-type": type } });
}

function create(id: string) {
  return { create: { _index: "logs-inventorysync.application-staging", _id: id } };
}

async function statusesOf(response: Response) {
  const { errors, items } = (await response.json()) as {
    errors: boolean;
    items: { create: { status: number } }[];
  };
  return { errors, statuses: items.map((item) => item.create.status) };
}

test("documents are created, and a second time they are there already", async () => {
  const lines = [create("1"), document, create("2"), document];
  expect(await statusesOf(await post(lines))).toEqual({ errors: false, statuses: [201, 201] });
  expect(await statusesOf(await post(lines))).toEqual({ errors: true, statuses: [409, 409] });
  expect(intake.documents.size).toBe(2);
});

test.each([
  ["an action that is not create", [{ index: { _index: "logs", _id: "1" } }, document]],
  ["a document without a time", [create("1"), { message: "line" }]],
])("%s is refused on its own", async (_, lines) => {
  expect(await statusesOf(await post(lines))).toEqual({ errors: true, statuses: [400] });
});

test("results come by the script, document by document", async () => {
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
])("a request %s is refused", async (_, lines, type, status) => {
  expect((await post(lines, type)).status).toBe(status);
});
