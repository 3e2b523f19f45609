import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostDirectories, hostFiles, MIN_AGENT_VERSION } from "../../host";
import { shippedConfig } from "../fixtures/stacks";

const text = readFileSync(join(__dirname, "../../docs/hosts.md"), "utf8");
const production = shippedConfig("production");

test("docs/hosts.md lists the files and directories of a host, and no others", () => {
  const [, table = ""] = /\n## Host files\n([\s\S]+?)\n\n[^|\n]/.exec(text) ?? [];
  const listed = [...table.matchAll(/^\| `(\/[^`]+)`/gm)].map(([, path]) => path);
  expect(listed.sort()).toEqual(
    [...hostFiles(production, "api"), ...hostDirectories(production, "api")].map(({ path }) => path).sort(),
  );
});

test("docs/hosts.md states the least version of the CloudWatch agent", () => {
  expect(text).toContain(`the CloudWatch agent ${MIN_AGENT_VERSION} or later`);
});
