import {
  classifyKey,
  createWordClassifier,
  isPlausible,
} from "../../../../lambda/redaction/keys/sensitive-keys";

test.each([
  ["password", "password"],
  ["DB_PASSWORD", "password"],
  ["newPassword2", "password"],
  ["password_hash", "password"],
  ["passwordConfirmation", "password"],
  ["USERPASSWORD", "password"],
  ["smtp-pass", "password"],
  ["token", "token"],
  ["access_token", "token"],
  ["accessToken", "token"],
  ["Access-Token", "token"],
  ["ACCESSTOKEN", "token"],
  ["csrfmiddlewaretoken", "token"],
  ["nexttoken", "token"],
  ["OAuth2AccessToken", "token"],
  ["X-Api-Key", "token"],
  ["apiKEY", "token"],
  ["client.secret", "token"],
  ["aws_secret_access_key", "token"],
  ["tokens", "token"],
  ["Authorization", "authorization"],
  ["proxy-authorization", "authorization"],
  ["Set-Cookie", "cookie"],
  ["cookies", "cookie"],
  ["email", "email"],
  ["e-mail", "email"],
  ["customerEmailAddress", "email"],
  ["card_number", "card"],
  ["cardNumber", "card"],
  ["cvv2", "card"],
  ["card", "card"],
  ["session", "token"],
  ["dsn", "token"],
  ["x-shopify-access-token", "token"],
  ["phone_number", "phone"],
  ["mobilePhone", "phone"],
  ["IBAN", "iban"],
  ["accountNumber", "account"],
  ["dateOfBirth", "birth"],
  ["dob", "birth"],
  ["SSN", "id"],
  ["passport_no", "id"],
  ["diagnosis", "health"],
  ["medicalRecordNumber", "health"],
  ["billingAddress", "address"],
  ["first_name", "name"],
])("%s is a sensitive key of kind %s", (key, kind) => {
  expect(classifyKey(key)?.kind).toBe(kind);
});

test.each([
  [
    "author",
    "authors",
    "passenger",
    "sessions_total",
    "discard",
    "ssnake",
    "ipad",
    "ibanez",
    "tokenizer",
    "secretary",
    "cookiecutter",
    "compass",
    "bypass",
    "emailed",
  ],
  [
    "next_page_token",
    "cache_key",
    "idempotency_key",
    "token_count",
    "password_changed_at",
    "email_verified",
    "secret_name",
    "cookie_consent",
    "card_type",
    "session_count",
  ],
  [
    "request_id",
    "trace_id",
    "shop",
    "release",
    "sku",
    "value",
    "text",
    "hash",
    "",
    "__proto__",
    "constructor",
    "42",
  ],
])("%s and similar keys are not sensitive", (...keys) => {
  expect(keys.filter((key) => classifyKey(key))).toEqual([]);
});

test("numbers under a plural key are counts, not secrets", () => {
  expect(classifyKey("total_tokens")).toMatchObject({ kind: "token", matchesNumbers: false });
  expect(classifyKey("token")).toMatchObject({ kind: "token", matchesNumbers: true });
});

test("a key is read up to 256 characters", () => {
  expect(classifyKey(`${"k".repeat(247)}_password`)?.kind).toBe("password");
  expect(classifyKey(`${"k".repeat(248)}_password`)).toBeUndefined();
});

test("the kind in a label of a redacted key says nothing about the value", () => {
  expect(classifyKey("[redacted:password]")).toBeUndefined();
  expect(classifyKey("sku_[redacted:password]")).toBeUndefined();
});

test.each(["hash", "password_hash_value", "token17", "17", "new"])(
  "suffixes of %s are ignored, except the first word",
  (key) => {
    expect(classifyKey(key) !== undefined).toBe(/password|token/.test(key));
  },
);

test.each(["next_page_token", "page_tokens", "s3_key", "publicKey", "nextToken2"])(
  "%s ends like a sensitive key and is none",
  (key) => {
    expect(classifyKey(key)).toBeUndefined();
  },
);

test("a name with several words is found after other words", () => {
  expect(classifyKey("the_customers_date_of_birth")?.kind).toBe("birth");
  expect(classifyKey("date_of")).toBeUndefined();
});

test("a value is plausible under a key unless the key requires another form", () => {
  const key = { kind: "token", extent: "word", matchesNumbers: true } as const;
  expect(isPlausible(key, "plain")).toBe(true);
  expect(isPlausible({ ...key, ambiguous: true }, "plain")).toBe(false);
  expect(isPlausible({ ...key, ambiguous: true }, "q8Zt4Lm2Xc9Vb7Np")).toBe(true);
  expect(isPlausible({ ...key, valuePattern: /\d/ }, "plain")).toBe(false);
  expect(isPlausible({ ...key, valuePattern: /\d/ }, "17")).toBe(true);
});

describe("a classifier of words", () => {
  test("tells the kind of a word, and whether words before it can change it", () => {
    const classify = createWordClassifier();
    expect(classify("password")).toMatchObject({ sensitive: { kind: "password" }, mayEndName: false });
    expect(classify("Birth")).toEqual({ sensitive: undefined, mayEndName: true });
    expect(classify("stock")).toEqual({ sensitive: undefined, mayEndName: false });
  });

  test("keeps up to 2,000 words, and is right about more", () => {
    const classify = createWordClassifier();
    const first = classify("password");
    expect(classify("password")).toBe(first);
    for (let index = 1; index < 2_000; index += 1) classify(`word${index}`);
    expect(classify("password")).toBe(first);
    classify("one more");
    expect(classify("password")).not.toBe(first);
    expect(classify("password")).toEqual(first);
  });
});
