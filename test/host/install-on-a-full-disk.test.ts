import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installScript } from "../../host";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

/** More pages than the installation needs. */
const MAX_FREE_PAGES = 32;

/**
 * Installs with 0, 1, 2, … free pages of a small file system, and prints a line for each: the exit code, the number of files
 * that are neither as before nor as after an installation, whether a second run with enough space completes the
 * installation, and whether an uninstallation then restores everything.
 */
const INSTALLATIONS = `
install() { sh -c "$script" install.sh --root root "$@" > log 2>&1; }
files() { (cd root && find . -path ./var/lib/inventorysync -prune -o -type f -exec cksum {} + | sort -k 3); }
same() { files | cmp -s - "$folder/$1" && echo yes || echo no; }
mkdir "$folder/disk"
for free in after $(seq 0 ${MAX_FREE_PAGES}); do
  mount -t tmpfs -o size=1m tmpfs "$folder/disk"
  cd "$folder/disk"
  mkdir -p root/etc/logrotate.d root/var/log
  printf 'root:x:0:0::/:/bin/sh\\ninventorysync:x:4711:4712::/:/usr/sbin/nologin\\n' > root/etc/passwd
  printf 'root:x:0:\\ninventorysync:x:4712:\\ninventorysync-readers:x:4713:\\n' > root/etc/group
  echo "the administrator's own file" > root/etc/logrotate.d/inventorysync
  files > "$folder/before"
  : > log
  if [ "$free" = after ]; then
    install
    files > "$folder/after"
  else
    pages=$(($(stat --file-system --format %f .) - free))
    dd if=/dev/zero of=ballast bs=4096 count="$pages" 2> /dev/null
    install && status=0 || status=$?
    torn=$(files | grep -Fxv -f "$folder/before" | grep -Fxvc -f "$folder/after" || true)
    rm ballast
    install
    completed=$(same after)
    install --uninstall
    echo "$free $status $torn $completed $(same before)"
  fi
  cd /
  umount "$folder/disk"
done
`;

const script = installScript(shippedConfig("production"), "api");

// Mounting needs root with all capabilities, as in .ci/run.
const isPossible = runAsRoot("true").status === 0;
const where = isPossible ? describe : describe.skip;

where("an installation on a full disk", () => {
  let results: readonly (readonly string[])[];
  beforeAll(() => {
    const { stdout } = runAsRoot(INSTALLATIONS);
    results = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" "));
  });

  test("fails with the exit code of an error until there is enough space", () => {
    const codes = results.map(([, status]) => status);
    const firstSuccess = codes.indexOf("0");
    expect(firstSuccess).toBeGreaterThan(5);
    expect(codes).toEqual(codes.map((_, free) => (free < firstSuccess ? "2" : "0")));
  });

  test("leaves no file half-written, and no temporary file", () => {
    expect(results.filter(([, , torn]) => torn !== "0")).toEqual([]);
  });

  test("is completed by a second run", () => {
    expect(results.filter(([, , , completed]) => completed !== "yes")).toEqual([]);
  });

  test("can be undone", () => {
    expect(results.filter(([, , , , undone]) => undone !== "yes")).toEqual([]);
    expect(results).toHaveLength(MAX_FREE_PAGES + 1);
  });
});

function runAsRoot(commands: string) {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  const env = { PATH: process.env["PATH"], folder, script };
  try {
    return runProgram("unshare", ["--mount", "sh", "-euc", commands], { env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
