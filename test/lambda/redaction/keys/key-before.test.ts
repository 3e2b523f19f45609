import { keyBefore, wordsBefore } from "../../../../lambda/redaction/keys/key-before";

/** The key before the first `=` of a text. */
const keyIn = (text: string) => keyBefore(text, text.indexOf("="));

test.each([
  ["a word", "password=", "password"],
  ["letters of both cases, digits and punctuation", "a $My-Key_2.x=", "$My-Key_2.x"],
  ["the first and last letters and digits", "(azAZ09=", "azAZ09"],
  ["letters of other scripts", "x пароль=", "пароль"],
  ["the first letter after the signs of Latin-1", "ÀÀ=", "ÀÀ"],
  ["letters of another script", "パスワード=", "パスワード"],
  ["a word before spaces", "password \t =", "password"],
  ["a word in quotes", `{"password"=`, "password"],
  ["a word in escaped quotes and brackets", `user[\\"password\\"])=`, "password"],
  ["a word after other punctuation", "(password=", "password"],
  ["two characters, the shortest name", "id=", "id"],
])("%s is a key: %s", (_, text, key) => {
  const found = keyIn(text);
  expect(found?.key).toBe(key);
  expect(text.slice(found?.start).startsWith(key)).toBe(true);
});

test.each([
  ["one character", "a="],
  ["nothing", "="],
  ["five spaces after the word", "password     ="],
  ["nine closing characters after the word", `password${")".repeat(9)}=`],
  ["typographic punctuation", "a——="],
  ["signs of Latin-1", "¿¿="],
])("%s is no key", (_, text) => {
  expect(keyIn(text)).toBeUndefined();
});

test.each(Array.from("{`[@/:;!^~|#?%\u2000\u2fff\u0080"))("%j ends a key", (character) => {
  expect(keyIn(`before${character}password=`)?.key).toBe("password");
});

test("four spaces and eight closing characters may follow a key", () => {
  expect(keyIn("password    =")?.key).toBe("password");
  expect(keyIn(`password${")".repeat(8)}=`)?.key).toBe("password");
});

test("a key is read up to 64 characters", () => {
  expect(keyIn(`${"k".repeat(100)}=`)?.key).toHaveLength(64);
});

test.each([
  ['"password"=', true],
  ["'password'=", true],
  ["`password`=", true],
  ["[password]=", false],
  ["password=", false],
])("whether the key of %s has quotes is %j", (text, quoted) => {
  expect(keyIn(text)?.quoted).toBe(quoted);
});

test("a key has the character before it, or none at the start", () => {
  expect(keyIn("<password=")?.before).toBe("<");
  expect(keyIn("password=")?.before).toBe("");
});

test("the kind in a label is not a key", () => {
  expect(keyIn("[redacted:password]=")?.inLabel).toBe(true);
  expect(keyIn("[removed:password]=")?.inLabel).toBe(false);
});

test.each([
  ["the words of the sentence", "1,Date of birth", 10, "Date of "],
  ["the first and last letters", "-az AZ birth", 7, "az AZ "],
  ["an apostrophe", "the driver's licence", 13, "the driver's "],
  ["nothing after punctuation", "a: birth", 3, " "],
  ["nothing at the start", "birth", 0, ""],
])("the words before a key are %s", (_, text, start, words) => {
  expect(wordsBefore(text, start)).toBe(words);
});

test.each(Array.from("{`[@-.,:017"))("%j ends the words before a key", (character) => {
  expect(wordsBefore(`date${character}of birth`, 8)).toBe("of ");
});

test("the words before a key are read up to 32 characters", () => {
  expect(wordsBefore("a".repeat(50), 50)).toHaveLength(32);
});
