import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callByAws, CALLS_BY_AWS } from "../../../local/permissions/calls-by-aws";
import { PROJECT_FOLDER, projectFiles } from "../../fixtures/project-files";

const SOURCES = projectFiles("lambda").map((path) => ({
  path,
  text: readFileSync(join(PROJECT_FOLDER, path), "utf8"),
}));
const callersOf = (action: string) =>
  SOURCES.filter(({ text }) => text.includes(`${action.split(":")[1] ?? ""}Command`)).map(({ path }) => path);

test.each(CALLS_BY_AWS.flatMap(({ actions }) => actions))("no function calls %s itself", (action) => {
  expect(callersOf(action)).toEqual([]);
});

test("a call of a function is found in its source", () => {
  expect(callersOf("sqs:ChangeMessageVisibility")).toEqual(["lambda/replay/handler.ts"]);
});

test("a service makes the call with a key only if the permission is limited to this service", () => {
  const decrypt = { statement: 0, action: "kms:Decrypt", resource: "key" };
  expect(callByAws({ ...decrypt, viaService: "sqs" })?.purpose).toContain("Amazon SQS");
  expect(callByAws({ ...decrypt, viaService: "kinesis" })).toBeUndefined();
  expect(callByAws(decrypt)).toBeUndefined();
});
