import { failed, notVerifiable, type Outcome, verified } from "../../../ops/check/outcome";
import type { Cause } from "../../../ops/doctor/cause";
import { diagnose } from "../../../ops/doctor/diagnose";
import { renderDiagnosis } from "../../../ops/doctor/render-diagnosis";
import type { Symptom } from "../../../ops/doctor/symptoms";
import { withDoctorContext } from "../../fixtures/doctor-context";

const causeOf = (id: string, run: () => Outcome | Promise<Outcome>): Cause => ({
  ...{ id, statement: "made up", remedy: "made up" },
  run,
});
const symptomOf = (...causes: readonly Cause[]): Symptom => ({
  ...{ id: "files-grow", title: "Files grow", description: "made up", causes },
});

const render = async (...causes: readonly Cause[]) => {
  const [diagnosis] = await withDoctorContext({}, (context) => diagnose([symptomOf(...causes)], context));
  return diagnosis ? renderDiagnosis(diagnosis) : "";
};

test("the first failed cause of the table is the first line; then come those that are not verifiable", async () => {
  const text = await render(
    causeOf("a", () => verified("a holds")),
    causeOf("b", () => notVerifiable("b is unknown", "look")),
    causeOf("c", () => failed("c is broken", "repair c")),
    causeOf("d", () => failed("d is broken", "repair d")),
  );
  expect(text.split("\n")).toEqual([
    "Files grow: c is broken",
    "",
    "  ✘ c: c is broken",
    "      remedy: repair c",
    "  ✘ d: d is broken",
    "      remedy: repair d",
    "  ? b: b is unknown",
    "      remedy: look",
    "  ✔ a: a holds",
  ]);
});

test("without a cause, the first line says how many checks are not verifiable", async () => {
  expect(await render(causeOf("a", () => verified("a holds")))).toMatch(
    /^Files grow: no cause found; all 1 checks are verified\n/,
  );
  const open = causeOf("b", () => notVerifiable("b is unknown", "look"));
  expect(
    await render(
      causeOf("a", () => verified("a holds")),
      open,
    ),
  ).toMatch(/^Files grow: no cause found; 1 of 2 checks are not verifiable\n/);
});

test("findings with the same text are one", async () => {
  const unknown = () => notVerifiable("only the hosts know", "ask them");
  expect(await render(causeOf("a", unknown), causeOf("b", unknown))).toContain(
    "  ? a, b: only the hosts know\n",
  );
});

test("an error of a cause makes it not verifiable, and no other", async () => {
  const text = await render(
    causeOf("a", () => Promise.reject(new Error("made up"))),
    causeOf("b", () => verified("b holds")),
  );
  expect(text).toContain("? a: made up");
  expect(text).toContain("✔ b: b holds");
});

test("a cause of two symptoms is checked once", async () => {
  let runs = 0;
  const cause = causeOf("a", () => {
    runs += 1;
    return verified("a holds");
  });
  await withDoctorContext({}, (context) => diagnose([symptomOf(cause), symptomOf(cause)], context));
  expect(runs).toBe(1);
});

test("a control character of a host is escaped", async () => {
  expect(await render(causeOf("a", () => failed("name \u001b[2J", "none")))).toContain(
    String.raw`name \x1b[2J`,
  );
});
