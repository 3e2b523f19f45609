import { serveIntake } from "../../../local/intakes";
import { sentryEvents } from "../../../local/verify/sentry";

const storm = { event_id: "ab".repeat(16), tags: { occurrences: "12" } };
const single = { event_id: "cd".repeat(16), message: "sync failed" };

test("every event of the intake is read, with its occurrences", async () => {
  const server = await serveIntake(({ path }) =>
    path === "/events" ? { status: 200, body: JSON.stringify([storm, single]) } : { status: 404 },
  );
  try {
    await expect(sentryEvents({ url: server.url })).resolves.toEqual([
      { id: storm.event_id, occurrences: 12, text: JSON.stringify(storm) },
      { id: single.event_id, occurrences: 1, text: JSON.stringify(single) },
    ]);
  } finally {
    await server.close();
  }
});
