import { eventDigest } from "../../../lambda/delivery/sinks/event-digest";
import { decode } from "../../../lambda/forwarder/decode";
import { allMissing, missingInOpenSearch } from "../../../ops/resend/missing-events";
import { compressMessage, type DataMessage } from "../../../ops/resend/log-payloads";
import { timeWindow } from "../../../ops/resend/resend";
import { selectEvents } from "../../../ops/resend/select-events";
import { dataMessage, ENVIRONMENT } from "../../fixtures/delivery/subscription-event";

const messageOf = (...lines: readonly string[]): DataMessage => ({
  ...dataMessage(lines),
  messageType: "DATA_MESSAGE",
});
const ERROR_LINE = '{"level":"ERROR","message":"made up"}';

test("Sentry is sent only errors, and the counts add up", async () => {
  const page = await selectEvents([messageOf("one", ERROR_LINE)], "sentry", ENVIRONMENT, allMissing);
  expect(page).toMatchObject({ read: 2, filtered: 1, present: 0, selected: 1 });
  expect(page.messages.flatMap(({ logEvents }) => logEvents.map(({ message }) => message))).toEqual([
    ERROR_LINE,
  ]);
});

test("an event that OpenSearch has by its id is left out", async () => {
  const message = messageOf("one", "two");
  const decoded = decode(compressMessage(message), ENVIRONMENT);
  const [first] = decoded.kind === "events" ? decoded.events : [];
  if (!first) throw new Error("the message has no event");
  const presentId = eventDigest({ ...first, record: {} }).toString("base64url");
  const searched: unknown[] = [];
  const reader = {
    search: (dataStreams: readonly string[], body: unknown) => {
      searched.push({ dataStreams, body });
      return Promise.resolve({ hits: { hits: [{ _id: presentId }] } });
    },
    close: () => Promise.resolve(),
  };
  const findMissing = missingInOpenSearch(reader, ENVIRONMENT, "application");
  const page = await selectEvents([message], "opensearch", ENVIRONMENT, findMissing);
  expect(page).toMatchObject({ read: 2, present: 1, selected: 1 });
  expect(page.messages.flatMap(({ logEvents }) => logEvents.map((event) => event.message))).toEqual(["two"]);
  expect(searched).toMatchObject([{ dataStreams: ["logs-inventorysync.application-staging"] }]);
});

test("a time window ends now by default, and may not be empty", () => {
  expect(timeWindow({ since: "1h" }, 7_200_000)).toEqual({ since: 3_600_000, until: 7_200_000 });
  expect(() => timeWindow({ since: "1h", until: "2h" }, 7_200_000)).toThrow(
    /--since .* is not before --until/,
  );
});
