import { classifyKey } from "../../../lambda/redaction/sensitive-keys";

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
])("%s names a secret of class %s", (key, secretClass) => {
  expect(classifyKey(key)?.class).toBe(secretClass);
});

test.each([
  ["author", "authors", "tokenizer", "secretary", "cookiecutter", "compass", "bypass", "emailed"],
  ["token_count", "password_changed_at", "email_verified", "secret_name", "cookie_consent", "card", "key"],
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
])("%s and its like may stand", (...keys) => {
  expect(keys.filter((key) => classifyKey(key))).toEqual([]);
});

test("numbers under a plural are counts", () => {
  expect(classifyKey("total_tokens")).toMatchObject({ class: "token", numbers: false });
  expect(classifyKey("token")).toMatchObject({ class: "token", numbers: true });
});
