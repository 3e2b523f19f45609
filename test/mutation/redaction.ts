import { testFilesIn } from "./test-files";

describe.each(testFilesIn("redaction/"))("%s", (_, path) => {
  jest.requireActual(path);
});
