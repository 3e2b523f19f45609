import { type SentryIntake, startSentryIntake } from "../../../local/intakes";

let intake: SentryIntake;
beforeEach(async () => {
  intake = await startSentryIntake();
});
afterEach(() => intake.close());

const PROJECT = "/api/0/projects/local/inventorysync/";
const TABLE = {
  dataset: "errors",
  project: "1",
  field: "id",
  query: "",
  start: "2026-01-02T11:00:00",
  end: "2026-01-02T12:00:00",
};

async function get(path: string, headers?: Record<string, string>) {
  const authorization = `Bearer ${intake.api.authToken}`;
  const response = await fetch(`${intake.url}${path}`, { headers: headers ?? { authorization } });
  return { status: response.status, body: await response.json() };
}

const table = (parameters: Readonly<Record<string, string>>) =>
  get(`/api/0/organizations/local/events/?${new URLSearchParams({ ...TABLE, ...parameters }).toString()}`);

test("the project has its id", async () => {
  expect(await get(PROJECT)).toMatchObject({ status: 200, body: { id: "1", slug: "inventorysync" } });
});

test("a time window without events has no rows", async () => {
  expect(await table({})).toMatchObject({ status: 200, body: { data: [] } });
});

test.each([
  ["no token", {}, { detail: "Authentication credentials were not provided." }],
  ["another token", { authorization: "Bearer made-up" }, { detail: "Invalid token" }],
])("%s is refused with 401", async (_, headers, body) => {
  expect(await get(PROJECT, headers)).toEqual({ status: 401, body });
});

test.each([`${PROJECT}events/${"0".repeat(32)}/`, "/api/0/projects/local/other/", "/api/0/organizations/"])(
  "%s does not exist",
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

// What Sentry would answer is not known here, so an empty answer could be wrong without notice.
test.each([
  ["another dataset", { dataset: "spans" }],
  ["a free text", { query: "sync failed" }],
  ["a negation", { query: "!level:error" }],
  ["a wildcard", { query: "server_name:inventorysync-*" }],
  ["another field", { field: "user.display" }],
  ["a sort order", { sort: "-timestamp" }],
  ["a relative time", { statsPeriod: "1h" }],
  ["a time with a zone", { start: "2026-01-02T11:00:00Z" }],
  ["a larger page", { per_page: "101" }],
  ["a cursor of another form", { cursor: "next" }],
])("%s is refused with 400", async (_, parameters: Readonly<Record<string, string>>) => {
  // A query is judged by event.
  await sendEvent();
  expect(await table(parameters)).toMatchObject({
    status: 400,
    body: { detail: expect.any(String) as string },
  });
});

test("the events of another project may not be read", async () => {
  expect((await table({ project: "2" })).status).toBe(403);
});

async function sendEvent(): Promise<void> {
  const id = "ab".repeat(16);
  const event = { event_id: id, timestamp: Date.parse("2026-01-02T11:30:00Z") / 1_000, level: "error" };
  const { username: key, origin } = new URL(intake.dsn);
  await fetch(`${origin}/api/1/envelope/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-sentry-envelope",
      "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${key}`,
    },
    body: [{ event_id: id }, { type: "event" }, event].map((part) => JSON.stringify(part)).join("\n"),
  });
}
