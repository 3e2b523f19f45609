import * as fc from "fast-check";
import { compose } from "../../../lambda/notifier/compose";
import { MAX_CHAT_CHARACTERS } from "../../../lambda/notifier/render-chat";
import { toSnsMessage } from "../../../lambda/notifier/sns-message";
import { logAlarmMessageText } from "../../fixtures/alarm-message";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { notifierOptions } from "../../fixtures/notifier";

/** Source: Amazon SNS API Reference, "Publish", Message. */
const MAX_SNS_BYTES = 262_144;

const options = notifierOptions([], {
  logAlarmLines: 50,
  lineReader: {
    findCountedLines: () => Promise.resolve({ log: "application", filterPatterns: [] }),
    readFirstLines: () => Promise.reject(new Error("the message has the lines")),
  },
});

const word = fc.stringMatching(/^[a-z]{3,12}$/);
const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const alphanumeric = (count: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9]{${count}}$`));
const filler = fc.oneof(
  fc.constant("failed for"),
  word,
  fc.string({ unit: "grapheme-ascii", maxLength: 30 }),
  fc.string(),
);

/** A value that must not be published, in a text that shows what it is. */
const sensitive = fc.oneof(
  fc.tuple(word, word).map(([name, host]) => {
    const value = [name, `${host}.example.com`].join("@");
    return { value, text: value };
  }),
  alphanumeric(24).map((value) => ({ value, text: `password=${value}` })),
  alphanumeric(40).map((value) => ({ value, text: `Authorization: Bearer ${value}` })),
  digits(16).map((value) => ({ value: `AKIA${value}`, text: `AKIA${value}` })),
);

/** A line with a sensitive value: plain text, or a record with it in the message or under a key that names it. */
const line = fc
  .record({ sensitive, before: filler, after: filler, kind: fc.constantFrom("text", "message", "key") })
  .map(({ sensitive: { value, text }, before, after, kind }) => {
    const sentence = `${before.replaceAll("\n", " ")} ${text} ${after.replaceAll("\n", " ")}`;
    if (kind === "text") return { value, line: `ERROR ${sentence}` };
    const record = kind === "key" ? { message: before, password: value } : { message: sentence };
    return { value, line: JSON.stringify({ level: "ERROR", ...record }) };
  });

/** Each form in which a message may contain its lines. */
const member = fc.constantFrom<(lines: readonly string[]) => Readonly<Record<string, unknown>>>(
  (lines) => ({ LogLines: lines }),
  (lines) => ({ LogLines: lines.join("\n") }),
  (lines) => ({ NewStateReasonData: { threshold: 50, results: [{ logLines: lines }] } }),
  (lines) => ({ logEvents: lines.map((each) => ({ "@message": each })) }),
  (lines) => ({ ActionLogLines: lines.map((each) => [{ field: "@message", value: each }]) }),
);

const notify = async (changes: Readonly<Record<string, unknown>>) =>
  compose(
    {
      environment: "test",
      severity: "page",
      text: logAlarmMessageText(changes),
      id: "made-up-id",
      subject: undefined,
      receivedAt: "2026-11-27T04:25:11.000Z",
    },
    options,
  );

test("no sensitive value in the lines of a log alarm's message is published, in any form", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), member, async (lines, asMember) => {
      const notification = await notify(asMember(lines.map((each) => each.line)));
      expect(notification.evidence[0]?.lines).toHaveLength(lines.length);
      const published = JSON.stringify(toSnsMessage(notification));
      for (const { value } of lines) expect(published).not.toContain(value);
    }),
    fuzzParameters(0.05),
  );
});

test("a message of any lines is within the limits of SNS and of Slack", async () => {
  const characters = fc.constantFrom('"', "\\", "<", "&", "`", "\u{1F4A5}", "\u4e16", "a", "\ud800");
  const long = fc
    .tuple(characters, fc.integer({ min: 1, max: 700 }))
    .map(([character, count]) => character.repeat(count));
  await fc.assert(
    fc.asyncProperty(fc.array(long, { maxLength: 60 }), async (lines) => {
      const { Message } = toSnsMessage(await notify({ LogLines: lines }));
      expect(Buffer.byteLength(Message)).toBeLessThanOrEqual(MAX_SNS_BYTES);
      const { https } = JSON.parse(Message) as { readonly https: string };
      const { content } = JSON.parse(https) as { readonly content: { readonly description: string } };
      expect(content.description.length).toBeLessThanOrEqual(MAX_CHAT_CHARACTERS);
      expect(content.description.split("```").length % 2).toBe(1);
    }),
    fuzzParameters(0.02),
  );
});

test.each(['"', "\\", "&", "\u4e16"])(
  "50 long lines of %s are within the limit of SNS",
  async (character) => {
    const lines = Array.from({ length: 50 }, () => character.repeat(1_000));
    const { Message } = toSnsMessage(await notify({ LogLines: lines }));
    expect(Buffer.byteLength(Message)).toBeLessThanOrEqual(MAX_SNS_BYTES);
  },
);
