import { whileWithout } from "../../../local/permissions/deployed-policies";
import type { PolicyDocument } from "../../../local/permissions/policy-document";

const DOCUMENT: PolicyDocument = {
  Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "bucket/*" }],
};
const PERMISSION = { statement: 0, action: "s3:PutObject", resource: "bucket/*" };

/** A deployed policy, and every document that was written, the newest last. */
function deployedPolicy() {
  const written: PolicyDocument[] = [];
  const write = (document: PolicyDocument) => Promise.resolve(void written.push(document));
  return { policy: { document: DOCUMENT, write }, written };
}

test("a permission is absent while the function runs, and there again afterwards", async () => {
  const { policy, written } = deployedPolicy();
  const during = await whileWithout(policy, PERMISSION, () => Promise.resolve(written.at(-1)));
  expect(during?.Statement).toEqual([{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "bucket/*" }]);
  expect(written.at(-1)).toBe(DOCUMENT);
});

test("a permission is put back also if the drive fails", async () => {
  const { policy, written } = deployedPolicy();
  const failing = whileWithout(policy, PERMISSION, () => Promise.reject(new Error("made up")));
  await expect(failing).rejects.toThrow("made up");
  expect(written).toHaveLength(2);
  expect(written.at(-1)).toBe(DOCUMENT);
});
