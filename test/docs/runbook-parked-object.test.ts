import { readFileSync } from "node:fs";
import { join } from "node:path";
import { replayObject } from "../../lambda/replay/replay-object";
import { memoryStore } from "../fixtures/delivery/memory-store";
import { scriptedSink } from "../fixtures/delivery/scripted-sink";
import { virtualClock } from "../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../fixtures/redaction/redactor-provider";

const KEY = "parked/datadog/2026-01-01/made-up.ndjson.gz";

const runbook = readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8");
/** The expression with which the runbook finds the key of a parked object in the reason. */
const expression = /\.reason \| capture\("(?<source>[^"]+)"\)/.exec(runbook)?.groups?.["source"] ?? "(?!)";

/** The reason with which the replay quarantines this object. */
async function quarantineReason(object: string): Promise<string> {
  const store = memoryStore();
  await store.put(KEY, Buffer.from(object));
  await replayObject(KEY, {
    store,
    sinkProvider: () => Promise.resolve([scriptedSink()]),
    redactorProvider,
    clock: virtualClock(),
    deadline: 60_000,
  });
  const [body = new Uint8Array()] = store.objects.values();
  return (JSON.parse(Buffer.from(body).toString()) as { reason: string }).reason;
}

test("the runbook finds the key of an undecodable parked object in the reason", async () => {
  const reason = await quarantineReason("poison");

  expect(new RegExp(expression).exec(reason)?.groups).toEqual({ key: KEY });
});
