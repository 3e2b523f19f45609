import { assessmentResults, componentDefinition } from "../../../ops/report/oscal";
import { uuidOf } from "../../../ops/report/oscal/uuid";
import { reportOf } from "../../fixtures/report";

const DOCUMENTS = [componentDefinition, assessmentResults];

test("a name has one UUID of version 5, and another name another", () => {
  expect(uuidOf("made", "up")).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(uuidOf("made", "up")).toBe(uuidOf("made", "up"));
  expect(uuidOf("made up")).not.toBe(uuidOf("made", "up"));
});

test.each(DOCUMENTS)("no two parts of a document have the same UUID (%p)", (document) => {
  const uuids = [...JSON.stringify(document(reportOf())).matchAll(/"uuid":"(?<uuid>[^"]+)"/g)].map(
    ({ groups }) => groups?.["uuid"],
  );
  expect(uuids.length).toBeGreaterThan(100);
  expect(new Set(uuids).size).toBe(uuids.length);
});

test("every control of the matrix is an implemented requirement of its standard", () => {
  const text = JSON.stringify(componentDefinition(reportOf()));
  for (const { framework, id } of reportOf().controls)
    expect(text).toContain(`"control-id":"${framework}-${id}"`);
});

test("only a control that is met is satisfied", () => {
  const { controls } = reportOf();
  const { "assessment-results": document } = assessmentResults(reportOf()) as {
    "assessment-results": { results: [{ findings: { target: { status: { state: string } } }[] }] };
  };
  const states = document.results[0].findings.map(({ target }) => target.status.state);
  expect(states.filter((state) => state === "satisfied")).toHaveLength(
    controls.filter(({ status }) => status === "met").length,
  );
  expect(states).toHaveLength(controls.filter(({ status }) => status !== "outside").length);
});
