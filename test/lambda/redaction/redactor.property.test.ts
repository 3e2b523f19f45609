import * as fc from "fast-check";
import { createRedactor } from "../../../lambda/redaction/redactor";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { labelDenseRecord, labelDenseText, logId } from "../../fixtures/redaction/label-dense-records";

const REDACTORS = [undefined, "made-up key of an environment"].map((hashKey) => createRedactor({ hashKey }));
const redactor = fc.constantFrom(...REDACTORS);

test("redacting a label-dense record a second time changes nothing", () => {
  fc.assert(
    fc.property(redactor, labelDenseRecord, logId, ({ redactRecord }, record, log) => {
      const { record: once } = redactRecord(record, log);
      expect(redactRecord(once, log)).toEqual({ record: once, replacements: 0, classes: [], failed: false });
    }),
    fuzzParameters(0.05),
  );
});

test("redacting a label-dense text a second time changes nothing", () => {
  fc.assert(
    fc.property(redactor, labelDenseText, logId, ({ redactText }, text, log) => {
      const { text: once } = redactText(text, log);
      expect(redactText(once, log)).toEqual({ text: once, replacements: 0, classes: [], failed: false });
    }),
    fuzzParameters(0.05),
  );
});

test("a record whose redaction keeps the budget keeps it in a second redaction", () => {
  const budget = fc.integer({ min: 1, max: 2_000 });
  fc.assert(
    fc.property(budget, labelDenseRecord, (budget, record) => {
      const { redactRecord } = createRedactor({ hashKey: "made-up key of an environment", budget });
      const { record: once } = redactRecord(record);
      expect(redactRecord(once)).toEqual({ record: once, replacements: 0, classes: [], failed: false });
    }),
    fuzzParameters(0.02),
  );
});
