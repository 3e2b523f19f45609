import { createRedactor } from "../../../../lambda/redaction";
import { createVerificationReport } from "../../../../local/verify/report";
import { verifyHashes } from "../../../../local/verify/under-traffic/hashes";

const KEYS = { before: "made-up-1", after: "made-up-2" };
const address = (name: string) => [name, "example.com"].join("@");
const planted = (name: string) => ({ kind: "e-mail address" as const, value: address(name) });
const PLANTED = { before: [planted("anna"), planted("ben")], after: [planted("cleo")] };
const label = (name: string, hashKey?: string) =>
  createRedactor(hashKey === undefined ? {} : { hashKey }).redactText(address(name)).text;

test.each([
  ["passes if the keys change with the execution environments", KEYS.before, KEYS.after, KEYS.after, true],
  ["passes if an execution environment could not read the key", KEYS.before, undefined, KEYS.after, true],
  ["fails if no earlier address has a hash of the old key", KEYS.after, KEYS.after, KEYS.after, false],
  ["fails if a new execution environment uses the old key", KEYS.before, KEYS.after, KEYS.before, false],
  ["fails if a new execution environment uses no key", KEYS.before, KEYS.after, undefined, false],
])("the check of the hashes %s", async (_, anna, ben, cleo, passes) => {
  const report = createVerificationReport(() => undefined);
  const texts = [label("anna", anna), label("ben", ben), label("cleo", cleo)].map((text) => `to ${text}.`);
  await verifyHashes(PLANTED, KEYS, texts, report);
  expect(report.passed).toBe(passes);
});
