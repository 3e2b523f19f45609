import { serveIntake } from "../../../local/intakes";
import { sentryEvents } from "../../../local/verify/sentry";

const storm = { event_id: "ab".repeat(16), tags: { occurrences: "12" } };
const single = { event_id: "cd".repeat(16), message: "sync failed" };
const EXPECTED = [
  { id: storm.event_id, occurrences: 12, text: JSON.stringify(storm) },
  { id: single.event_id, occurrences: 1, text: JSON.stringify(single) },
];

test.each([
  ["intake-server", "/events", JSON.stringify([storm, single, storm])],
  [
    "spotlight",
    "/stream",
    [storm, single, storm]
      .map((event) => `event: envelope\ndata: ${JSON.stringify([{}, [[{ type: "event" }, event]]])}\n\n`)
      .join(""),
  ],
] as const)("each event of the %s is read once, with its occurrences", async (kind, path, body) => {
  const server = await serveIntake((request) =>
    request.path === path ? { status: 200, body } : { status: 404 },
  );
  try {
    await expect(sentryEvents({ kind, url: server.url, dsn: "" })).resolves.toEqual(EXPECTED);
  } finally {
    await server.close();
  }
});
