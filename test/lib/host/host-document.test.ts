import { Stack } from "aws-cdk-lib";
import { createHostDocument } from "../../../lib/host/host-document";

test.each([
  ["text that Systems Manager would replace", "echo {{ Digest }}", "contains {{, which SSM replaces"],
  ["a script that is too long", "a".repeat(65_536), "bytes, more than the 65536 that SSM accepts"],
])("%s is an error", (_, script, message) => {
  const create = () =>
    createHostDocument(new Stack(), "Document", {
      name: "a-document",
      description: "",
      script,
      scriptArguments: [],
    });
  expect(create).toThrow(message);
});
