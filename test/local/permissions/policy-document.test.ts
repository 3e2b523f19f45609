import {
  namesPrincipal,
  type PolicyDocument,
  permissionsIn,
  withoutPermission,
} from "../../../local/permissions/policy-document";

const READ = {
  Sid: "Read",
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:PutObject"],
  Resource: ["a", "b"],
  Condition: { Bool: { "aws:SecureTransport": "true" } },
} as const;
const DENY = { Effect: "Deny", Action: "logs:Unmask", Resource: "*" } as const;
const KEY = {
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: "key",
  Condition: { StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" } },
} as const;
const DOCUMENT: PolicyDocument = { Version: "2012-10-17", Statement: [DENY, READ, KEY] };

/** Without their positions, which a removal changes. */
const inWords = (document: PolicyDocument) =>
  permissionsIn(document).map(({ action, resource }) => `${action} on ${resource}`);

test("each action on each resource of an Allow statement is a permission, and none of a Deny statement", () => {
  expect(permissionsIn(DOCUMENT)).toEqual([
    { statement: 1, action: "s3:GetObject", resource: "a" },
    { statement: 1, action: "s3:GetObject", resource: "b" },
    { statement: 1, action: "s3:PutObject", resource: "a" },
    { statement: 1, action: "s3:PutObject", resource: "b" },
    { statement: 2, action: "kms:Decrypt", resource: "key", viaService: "sqs" },
  ]);
});

test("a document without a permission has all others, each once", () => {
  const all = inWords(DOCUMENT);
  for (const permission of permissionsIn(DOCUMENT)) {
    const removed = `${permission.action} on ${permission.resource}`;
    const remaining = inWords(withoutPermission(DOCUMENT, permission));
    expect(remaining.toSorted()).toEqual(all.filter((each) => each !== removed).toSorted());
  }
});

test("the other permissions keep their conditions, and the denials remain", () => {
  const permission = { statement: 1, action: "s3:GetObject", resource: "a" };
  const { Version, Statement } = withoutPermission(DOCUMENT, permission);
  expect(Version).toBe("2012-10-17");
  expect(Statement).toEqual([
    DENY,
    { ...READ, Action: ["s3:PutObject"] },
    { ...READ, Sid: "ReadOthers", Action: "s3:GetObject", Resource: ["b"] },
    KEY,
  ]);
});

test("a statement with one permission goes with it", () => {
  const document = withoutPermission(DOCUMENT, { statement: 2, action: "kms:Decrypt", resource: "key" });
  expect(document.Statement).toEqual([DENY, READ]);
});

test("the given document does not change, so that it can be written again", () => {
  const before = structuredClone(DOCUMENT);
  withoutPermission(DOCUMENT, { statement: 1, action: "s3:GetObject", resource: "a" });
  expect(DOCUMENT).toEqual(before);
});

test("a permission that the statement does not have is an error", () => {
  const permission = { statement: 2, action: "s3:GetObject", resource: "key" };
  expect(() => withoutPermission(DOCUMENT, permission)).toThrow(
    "the statement allows kms:Decrypt on key, expected s3:GetObject on key among them",
  );
});

test.each([
  [{ AWS: "role" }, true],
  [{ AWS: ["other", "role"] }, true],
  [{ AWS: "other" }, false],
  [{ Service: "role" }, false],
  ["*", false],
] as const)("the principal %j names a role: %s", (Principal, expected) => {
  expect(namesPrincipal({ ...READ, Principal }, "role")).toBe(expected);
});
