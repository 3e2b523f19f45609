import { gunzipSync, gzipSync } from "node:zlib";
import { FIELDS, UNDECODABLE_PREFIX } from "../../../catalog";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import { encode as encodeForDatadog } from "../../../lambda/delivery/sinks/datadog/encode";
import { encode as encodeForOpenSearch } from "../../../lambda/delivery/sinks/opensearch/encode";
import { encode as encodeForSentry } from "../../../lambda/delivery/sinks/sentry/encode";
import { createHandler } from "../../../lambda/forwarder/handler";
import { failureMessage, summarize } from "../../../lambda/forwarder/report";
import { EXEMPT_FIELDS } from "../../../lambda/redaction/exempt-fields";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { awslogsEvent, dataMessage, ENVIRONMENT } from "../../fixtures/delivery/subscription-event";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const SECRET = ["jane.doe", "example.com"].join("@");
const NOW = 1_767_225_600_000;

type Message = ReturnType<typeof dataMessage>;
const withLine = (line: string): Message => dataMessage([line]);
const withRecord = (record: object): Message =>
  withLine(JSON.stringify({ level: "ERROR", message: "m", ...record }));
const withEvent = (change: object) => {
  const message = dataMessage(["a line"]);
  return { ...message, logEvents: message.logEvents.map((event) => ({ ...event, ...change })) };
};

/** Payloads with the secret in one field each. */
const PLANTED: Readonly<Record<string, object>> = {
  owner: { ...withLine("a line"), owner: SECRET },
  logGroup: { ...withLine("a line"), logGroup: `/aws/lambda/${SECRET}` },
  logStream: { ...withLine("a line"), logStream: `host/${SECRET}` },
  subscriptionFilters: { ...withLine("a line"), subscriptionFilters: [SECRET] },
  messageType: { ...withLine("a line"), messageType: SECRET },
  id: withEvent({ id: SECRET }),
  timestamp: withEvent({ timestamp: SECRET }),
  line: withLine(`sent to ${SECRET}`),
  "truncated JSON": withLine(`{"message":"sent to ${SECRET}`),
  "other key": withRecord({ [SECRET]: 1 }),
  "value of another key": withRecord({ other: SECRET }),
  "nested JSON": withRecord({ body: JSON.stringify({ to: [SECRET] }) }),
  "part of an exception": withRecord({
    exception: { type: SECRET, value: SECRET, stacktrace: [`File "${SECRET}"`], cause: SECRET },
  }),
  ...Object.fromEntries(FIELDS.map(({ name }) => [name, withRecord({ [name]: SECRET })])),
};

const EXEMPT = new Set(
  EXEMPT_FIELDS.filter(({ value }) => value === "every value").flatMap(({ fields }) => fields),
);

test.each(Object.entries(PLANTED).filter(([field]) => !EXEMPT.has(field)))(
  "a secret in %s is in no request, no object and no log of the forwarder",
  async (_, message) => {
    expect(await outputsOf(message)).not.toContain(SECRET);
  },
);

test("an id leaves unchanged, as the list of exempt fields states", async () => {
  expect(EXEMPT).toContain("id");
  expect(await outputsOf(PLANTED["id"] ?? {})).toContain(SECRET);
});

test("exempt fields are fields of a payload or of the record, and have a reason", () => {
  const names = [...Object.keys(dataMessage([])), "id", "timestamp", ...FIELDS.map(({ name }) => name)];
  for (const { fields, reason } of EXEMPT_FIELDS) {
    expect(names).toEqual(expect.arrayContaining([...fields]));
    expect(reason).not.toBe("");
  }
});

test.each([
  "inventorysync-api",
  "i-0123456789abcdef0",
  "ip-10-0-3-17.eu-west-1.compute.internal",
  "web-1.example.com",
  "WIN-4F7QK2J9LM3",
  "ecs/inventorysync/9781c248-0edd-4cdb-9a93-f63cb662a5d3",
  "ecs/inventorysync/0123456789abcdef0123456789abcdef",
  "2026/11/26/[$LATEST]0123456789abcdef0123456789abcdef",
  "2026/11/26/[17]3f1c9a0b8d7e4c2a9b6f1e0d5c4b3a29",
  "inventorysync-api-7d9f8b6c5-x2x4q",
  "kube-apiserver-audit-0123456789abcdef0123456789abcdef",
])("the log stream %s stays as it is", async (logStream) => {
  expect(await outputsOf({ ...withLine("a line"), logStream })).toContain(JSON.stringify(logStream));
});

/** Everything that the forwarder writes: requests, objects except undecodable payloads, results and logs. */
async function outputsOf(message: object): Promise<string> {
  const bodies: string[] = [];
  const logs: unknown[] = [];
  const store = memoryStore();
  const recorded = (encode: (event: LogEvent) => { body: string; truncated: boolean }) => ({
    encode(event: LogEvent) {
      const encoded = encode(event);
      bodies.push(encoded.body);
      return encoded;
    },
  });
  const sinks = [
    scriptedSink({ name: "opensearch", ...recorded((event) => encodeForOpenSearch(event, ENVIRONMENT)) }),
    scriptedSink({
      name: "sentry",
      ...recorded((event) => encodeForSentry(event, ENVIRONMENT, NOW)),
      answer: () => ({ kind: "retry", afterMs: 3_600_000, reason: "429" }),
    }),
    scriptedSink({
      name: "datadog",
      ...recorded((event) => encodeForDatadog(event, ENVIRONMENT, NOW)),
      answer: () => ({ kind: "reject", reason: "400" }),
    }),
  ];
  const handle = createHandler({
    ...{ environment: ENVIRONMENT, redactorProvider, store, clock: virtualClock(), sampleRates: {} },
    sinkProvider: () => Promise.resolve(sinks),
    report: (invocation) => logs.push(summarize(invocation), failureMessage(invocation), invocation),
  });
  const result = await handle(awslogsEvent(gzipSync(JSON.stringify(message))), {
    getRemainingTimeInMillis: () => 60_000,
  }).catch((error: unknown) => logs.push(String(error)));
  const objects = [...store.objects].map(([key, body]) =>
    key.startsWith(UNDECODABLE_PREFIX)
      ? [key, (JSON.parse(Buffer.from(body).toString()) as { reason: string }).reason].join(" ")
      : [key, gunzipSync(body).toString()].join(" "),
  );
  expect(bodies.length > 0 || objects.length > 0).toBe(true);
  return [...bodies, ...objects, JSON.stringify([logs, result ?? null])].join("\n");
}
