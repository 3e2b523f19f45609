import { type DatadogIntake, startDatadogIntake } from "../../../local/intakes";

const API_KEY = ["made", "up", "key"].join("-");
const NOW = Date.parse("2026-01-02T12:00:00Z");

let intake: DatadogIntake;
beforeEach(async () => {
  intake = await startDatadogIntake({ apiKey: API_KEY, now: () => NOW });
});
afterEach(() => intake.close());

function post(body: unknown, headers: Record<string, string> = { "dd-api-key": API_KEY }) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${intake.url}/api/v2/logs`, { method: "POST", body: text, headers });
}

const log = { message: "stock updated", service: "inventorysync", status: "INFO" };

test.each([
  ["a list of logs", [log, log], 202],
  ["one log", log, 202],
  ["as many logs as a request may hold", Array.from({ length: 1_000 }, () => log), 202],
  ["more logs than a request may hold", Array.from({ length: 1_001 }, () => log), 413],
  ["more than 5 MB", Array.from({ length: 6 }, () => ({ message: "m".repeat(900_000) })), 413],
  ["broken JSON", '[{"message": "cut sh', 400],
  ["text instead of a log", ["text"], 400],
  ["a log without a message", [{ service: "inventorysync" }], 400],
])("the intake responds to %s as documented", async (_, body, status) => {
  expect((await post(body)).status).toBe(status);
});

test.each([
  ["no key", {}, 401],
  ["another key", { "dd-api-key": "another" }, 403],
])("with %s the intake accepts nothing", async (_, headers, status) => {
  expect((await post([log], headers)).status).toBe(status);
  expect(intake.accepted().total).toBe(0);
});

test.each([
  ["the key", { "dd-api-key": API_KEY }, 200, { valid: true }],
  ["another key", { "dd-api-key": "another" }, 403, { errors: ["Forbidden"] }],
  ["no key", {}, 403, { errors: ["Forbidden"] }],
])(
  "%s is validated as documented, without a log",
  async (_, headers: Record<string, string>, status, body) => {
    const response = await fetch(`${intake.url}/api/v1/validate`, { headers });
    expect({ status: response.status, body: await response.json() }).toEqual({ status, body });
    expect(intake.accepted().requests).toBe(0);
  },
);

test("a log that is 19 hours old gets status 202 and is dropped", async () => {
  const timestamp = new Date(NOW - 19 * 3_600_000).toISOString();
  expect((await post([{ ...log, timestamp }, log])).status).toBe(202);
  expect(intake.accepted()).toMatchObject({ requests: 1, total: 1, dropped: 1 });
});

test("a log over 1 MB is accepted and counted as truncated", async () => {
  expect((await post([{ message: "m".repeat(1_000_001) }, log])).status).toBe(202);
  expect(intake.accepted()).toMatchObject({ total: 2, truncated: 1 });
});

test("the endpoint /logs returns every log", async () => {
  await post([log, { ...log, message: "second" }]);
  const response = await fetch(`${intake.url}/logs`);
  expect(await response.json()).toEqual({
    requests: 1,
    total: 2,
    dropped: 0,
    truncated: 0,
    logs: [log, { ...log, message: "second" }],
  });
});

test("counts stay exact when the oldest logs are removed", async () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) => ({ message: `line ${index}` }));
  for (let time = 0; time < 21; time += 1) await post(thousand);
  const { total, logs } = intake.accepted();
  expect([total, logs.length]).toEqual([21_000, 20_000]);
});

test("after a rotation the intake accepts only the new API key", async () => {
  const newKey = intake.rotateApiKey();
  expect((await post([log])).status).toBe(403);
  expect((await post([log], { "dd-api-key": newKey })).status).toBe(202);
});
