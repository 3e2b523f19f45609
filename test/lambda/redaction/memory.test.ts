import { join } from "node:path";
import { runProgram } from "../../fixtures/run-program";

/** Takes a heap snapshot of a process that redacted a line: no variable of a module may hold text of it. */
const PROGRAM = `
  const { getHeapSnapshot } = require("node:v8");
  const { createRedactor } = require(process.argv[1]);

  const WORD = ["quux", "zebra", "token"];
  const SENTENCE = ["lorem", "walrus", "ipsum"];
  function redact() {
    const redactor = createRedactor();
    redactor.redactText(WORD.join("") + "=17, " + SENTENCE.join(" ") + " and more");
    // Node keeps the text that a pattern last matched.
    redactor.redactText("password=made-up, stock=3");
    return redactor;
  }
  async function heap() {
    gc();
    const chunks = [];
    for await (const chunk of getHeapSnapshot()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  void (async () => {
    let redactor = redact();
    const during = await heap();
    redactor = undefined;
    const after = await heap();
    const [word, sentence] = [WORD.join(""), SENTENCE.join(" ")];
    const held = (snapshot) => ({ word: snapshot.includes(word), sentence: snapshot.includes(sentence) });
    console.log(JSON.stringify({ during: held(during), after: held(after) }));
  })();
`;

test("a redactor caches words of its lines and not the lines, and nothing outlives it", () => {
  const { status, stdout, stderr } = runProgram(process.execPath, [
    ...["--expose-gc", "--import", "tsx", "--eval", PROGRAM],
    join(__dirname, "../../../lambda/redaction/index.ts"),
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    during: { word: true, sentence: false },
    after: { word: false, sentence: false },
  });
});
