import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { Supervisor } from "../../local/process";
import { createCertificates } from "../../local/startup/certificates";
import { installSpotlight, sendToSpotlight, startSpotlight } from "../../local/startup/sentry";
import { describeInChromium, openPage } from "../fixtures/browser";

/** An envelope with one event, in the format of Sentry's "Envelopes" page: header, item header, item. */
const EVENT_ID = "11111111111141118111111111111111";
const ENVELOPE = [
  { event_id: EVENT_ID, sdk: { name: "inventorysync.test", version: "1" } },
  { type: "event" },
  {
    event_id: EVENT_ID,
    timestamp: "2026-01-02T03:04:05Z",
    platform: "python",
    level: "error",
    exception: { values: [{ type: "StockConflict", value: "two shops sold the last item" }] },
  },
]
  .map((part) => `${JSON.stringify(part)}\n`)
  .join("");

describeInChromium("Spotlight's page", (browser) => {
  let folder: string;
  let supervisor: Supervisor;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inventorysync-spotlight-"));
    supervisor = new Supervisor();
    const context = { supervisor, runFolder: folder, certificates: await createCertificates(folder) };
    const installation = await installSpotlight(context);
    url = await startSpotlight({ ...context, installation, port: await getPort({ host: "127.0.0.1" }) });
  });

  afterAll(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  test("shows an event of the intake, has no error, and sends nothing to the internet", async () => {
    await sendToSpotlight(url, ENVELOPE);
    const { page, problems } = await openPage(browser(), `${url}/telemetry/errors`);
    await page.waitForSelector("::-p-text(two shops sold the last item)");
    expect(problems).toEqual([]);
    await page.close();
  });
});
