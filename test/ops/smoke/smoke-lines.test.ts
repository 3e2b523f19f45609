import {
  CUSTOM_IDENTIFIERS,
  identifierNames,
  LOGS,
  SENSITIVE_DATA_CLASSES,
  smokeLogStreamName,
} from "../../../catalog";
import { parseRecord } from "../../../lambda/forwarder/parse";
import { redactRecord, redactText } from "../../../lambda/redaction";
import { isReadableIn } from "../../../ops/smoke/readable-forms";
import { smokeLines } from "../../../ops/smoke/smoke-lines";
import { redactedSecrets } from "../../../ops/smoke/written-line";

const RUN = "7f3k2m9q";
const NOW = Date.parse("2026-03-01T12:00:00Z");
const lines = smokeLines(RUN, "staging", NOW);

test("each log has a line of each kind, each with its own time", () => {
  const kinds = ["record", "text", "traceback", "error", "secrets-in-text", "secrets-in-error"];
  expect(lines.map(({ name }) => name)).toEqual(
    LOGS.flatMap(({ id }) => kinds.map((kind) => `${id}/${kind}`)),
  );
  for (const { id } of LOGS) {
    const times = lines.filter(({ log }) => log === id).map(({ timestamp }) => timestamp);
    expect(new Set(times).size).toBe(kinds.length);
  }
});

test.each(lines.map((line) => [line.name, line] as const))(
  "%s contains the id of the run after redaction, and no secret that the policy does not keep",
  (_, line) => {
    const { record } = redactRecord(parseRecord(line.text, line.timestamp), line.log);
    const text = JSON.stringify(record);
    expect(text).toContain(RUN);
    const readable = redactedSecrets(line, { redaction: {} }).filter(({ value }) =>
      isReadableIn(text, value),
    );
    expect(readable.map(({ name }) => name)).toEqual([]);
  },
);

test("every planted secret is in its line, and every class of sensitive data is planted in each log", () => {
  for (const { id } of LOGS) {
    const secrets = lines.filter(({ log }) => log === id).flatMap((line) => line.secrets);
    expect(new Set(secrets.map((secret) => secret.class))).toEqual(new Set(SENSITIVE_DATA_CLASSES));
  }
  for (const { text, secrets } of lines)
    for (const { value } of secrets) expect(isReadableIn(text, value)).toBe(true);
});

test("a secret that CloudWatch Logs masks matches its identifier", () => {
  const maskable = lines.flatMap(({ text, secrets }) =>
    secrets.flatMap(({ maskedBy, value }) => (maskedBy === undefined ? [] : [{ text, maskedBy, value }])),
  );
  expect(maskable.length).toBeGreaterThan(LOGS.length);
  const unmasked = maskable.filter(({ text, maskedBy, value }) => {
    const custom = CUSTOM_IDENTIFIERS.find(({ name }) => name === maskedBy);
    return custom && text.replaceAll(new RegExp(custom.regex, "g"), "*").includes(value);
  });
  expect(unmasked).toEqual([]);
  expect(identifierNames()).toEqual(expect.arrayContaining(maskable.map(({ maskedBy }) => maskedBy)));
});

test("a value that the environment's policy keeps may arrive", () => {
  const keep = { kind: "keep", reason: "a made-up reason" } as const;
  const [line] = lines.filter(({ name }) => name === "application/secrets-in-text");
  const classes =
    line && redactedSecrets(line, { redaction: { contact: keep } }).map((secret) => secret.class);
  expect(classes).toContain("credential");
  expect(classes).not.toContain("contact");
});

test("no run has the secrets of another", () => {
  const values = smokeLines(RUN, "staging", NOW).flatMap(({ secrets }) => secrets.map(({ value }) => value));
  const before = new Set(lines.flatMap(({ secrets }) => secrets.map(({ value }) => value)));
  // The last part of an address that is reserved for documentation has few values.
  expect(values.filter((value) => before.has(value) && !value.startsWith("203.0.113."))).toEqual([]);
});

test("the name of the log stream is no secret", () => {
  expect(redactText(smokeLogStreamName(RUN)).text).toBe(`inventorysync-smoke/${RUN}`);
});
