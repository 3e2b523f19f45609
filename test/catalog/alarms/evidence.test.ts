import { type Alarm, ALARMS, evidenceMinutes, evidenceOf, linesOf } from "../../../catalog";

const alarm = (id: string) => ALARMS.find((each) => each.id === id) as Alarm;

test.each([
  ["error-spike", { kind: "lines", metric: "applicationErrors" }, "applicationErrors"],
  ["error-ratio", { kind: "answer", question: "error-trend" }, "applicationErrors"],
  ["webhook-failures", { kind: "answer", question: "webhook-times" }, "failedWebhooks"],
  ["latency-p95", { kind: "answer", question: "slowest-routes" }, undefined],
  ["availability-burn-fast", { kind: "answer", question: "server-error-rate" }, "failedRequests"],
  ["redaction-failures", { kind: "answer", question: "redacted-data" }, undefined],
  ["domain-red", undefined, undefined],
])("a notification of %s shows %j, and links to the lines of %s", (id, evidence, lines) => {
  expect(evidenceOf(alarm(id))).toEqual(evidence);
  expect(linesOf(alarm(id))).toBe(lines);
});

test.each([
  ["error-spike", 5],
  ["webhook-failures", 15],
  // Of 1 h and 5 min, and of 6 h and 30 min: whichever pair fired, there are bad requests in the last 30 minutes.
  ["availability-burn-fast", 30],
  ["availability-burn-slow", 360],
])("the logs of the last %s show %d minutes", (id, minutes) => {
  expect(evidenceMinutes(alarm(id))).toBe(minutes);
});
