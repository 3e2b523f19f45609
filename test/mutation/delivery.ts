import { testFilesIn } from "./test-files";

describe.each(testFilesIn("delivery/", "forwarder/metrics", "forwarder/settings", "forwarder/report"))(
  "%s",
  (_, path) => {
    jest.requireActual(path);
  },
);
