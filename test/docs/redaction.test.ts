import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const page = readFileSync(join(ROOT, "docs/redaction.md"), "utf8");

/** The example on the page: `With the key K, V becomes L`. */
const example = /With the key `(?<key>[^`]+)`, `(?<value>[^`]+)` becomes `(?<label>[^`]+)`/.exec(
  page,
)?.groups;
/** The program of the command on the page that computes a label. */
const program = / node --import tsx -e '(?<program>[^']+)' "\$VALUE"/.exec(page)?.groups?.["program"];

test("the command on the page prints the label of the example", () => {
  const { key, value, label } = { ...example };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "-e", program ?? "", value ?? ""],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, REDACTION_KEY: key } },
  );

  expect({ stdout, stderr }).toEqual({ stdout: `${label}\n`, stderr: "" });
});

test("every hashed label of an IP address on the page is the one of the example", () => {
  const labels = page.match(/\[redacted:ip:[0-9a-f]{16}\]/g);

  expect(new Set(labels)).toEqual(new Set([example?.["label"]]));
});
