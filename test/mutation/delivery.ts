import { testFilesIn } from "./test-files";

describe.each(testFilesIn("delivery", "forwarder", "replay"))("%s", (_, path) => {
  jest.requireActual(path);
});
