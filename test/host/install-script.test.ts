import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { linkSync, lstatSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { EnvironmentConfig } from "../../config";
import { hostDirectories, hostFiles, installScript } from "../../host";
import { directoryTree } from "../fixtures/host/directory-tree";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

// The script changes owners, which only root may do. .ci/run works as root.
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

const production = shippedConfig("production");
const FILES = hostFiles(production, "api");
const [LOG_DIRECTORY = { path: "" }] = hostDirectories(production, "api");
const LOGROTATE = "/etc/logrotate.d/inventorysync";
const ENVIRONMENT = "/etc/inventorysync/environment";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "root with spaces-"));
  put("/etc/passwd", "root:x:0:0::/:/bin/sh\ninventorysync:x:4711:4712::/:/usr/sbin/nologin\n");
  put("/etc/group", "root:x:0:\ninventorysync:x:4712:\ninventorysync-readers:x:4713:\n");
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

asRoot("in a scratch root", () => {
  test("the script installs every file with its content, mode and owner", () => {
    expect(install().status).toBe(0);
    for (const { path, mode, content } of FILES) {
      expect(readFileSync(join(root, path), "utf8")).toBe(content);
      expect({ path, ...permissionsOf(path) }).toEqual({ path, mode, owner: "0:0" });
    }
    expect(permissionsOf(LOG_DIRECTORY.path)).toEqual({ mode: "2750", owner: "4711:4713" });
  });

  test("a second run changes nothing", () => {
    install();
    const before = directoryTree(root);
    expect(install()).toEqual({ status: 0, stdout: "nothing to change\n", stderr: "" });
    expect(directoryTree(root)).toEqual(before);
  });

  test("a run after a change of the files changes only these files", () => {
    install();
    const { api } = production.hosts;
    if (!api) throw new Error("production has no host group api");
    const changed = { ...production, hosts: { api: { ...api, rotation: { keep: 7 } } } };
    expect(install([], installScript(changed, "api")).stdout).toBe(`installed ${LOGROTATE}: other content\n`);
  });

  test("a file that is no longer a host file is removed", () => {
    install();
    const withoutSentry = installScript({ ...production, sentry: undefined }, "api");
    expect(install(["--check"], withoutSentry).stdout).toContain("fetch-secrets: no longer a host file");
    expect(install([], withoutSentry).stdout).toContain(
      "removed /usr/local/libexec/inventorysync/fetch-secrets\n",
    );
    expect(install(["--check"], withoutSentry)).toMatchObject({ status: 0, stdout: "no differences\n" });
  });

  test.each([
    [
      "other content",
      () => {
        appendFileSync(join(root, ENVIRONMENT), "LOG_LEVEL=DEBUG\n");
      },
      ENVIRONMENT,
    ],
    [
      "mode 666 instead of 644",
      () => {
        chmodSync(join(root, ENVIRONMENT), 0o666);
      },
      ENVIRONMENT,
    ],
    [
      "owner 4711:0 instead of 0:0",
      () => {
        chownSync(join(root, ENVIRONMENT), 4711, 0);
      },
      ENVIRONMENT,
    ],
    [
      "missing",
      () => {
        rmSync(join(root, ENVIRONMENT));
      },
      ENVIRONMENT,
    ],
    [
      "mode 6750 instead of 2750",
      () => {
        chmodSync(join(root, LOG_DIRECTORY.path), 0o6750);
      },
      LOG_DIRECTORY.path,
    ],
    [
      "a symbolic link instead of a file",
      () => {
        replaceByLink(ENVIRONMENT);
      },
      ENVIRONMENT,
    ],
    [
      "mode 777 instead of 2750",
      () => {
        chmodSync(join(root, LOG_DIRECTORY.path), 0o777);
      },
      LOG_DIRECTORY.path,
    ],
    [
      "owner 0:4713 instead of 4711:4713",
      () => {
        chownSync(join(root, LOG_DIRECTORY.path), 0, 4713);
      },
      LOG_DIRECTORY.path,
    ],
  ])(
    "--check names what differs (%s), changes nothing, and fails; a run repairs it",
    (text, tamper, path) => {
      install();
      tamper();
      const tampered = directoryTree(root);
      expect(install(["--check"])).toEqual({ status: 1, stdout: `differs: ${path}: ${text}\n`, stderr: "" });
      expect(directoryTree(root)).toEqual(tampered);
      expect(install().stdout).toBe(`installed ${path}: ${text}\n`);
      expect(install(["--check"])).toMatchObject({ status: 0, stdout: "no differences\n" });
    },
  );

  test("--uninstall restores the root as it was, with the files that were overwritten", () => {
    put(LOGROTATE, "the administrator's own file\n", 0o600);
    mkdirSync(join(root, "/var/log/inventorysync"), { recursive: true, mode: 0o755 });
    const before = directoryTree(root);
    install();
    install();
    expect(directoryTree(root)).not.toEqual(before);
    expect(install(["--uninstall"]).status).toBe(0);
    expect(directoryTree(root)).toEqual(before);
  });

  test("--uninstall keeps a file that was there before with the same content", () => {
    const content = FILES.find(({ path }) => path === LOGROTATE)?.content ?? "";
    put(LOGROTATE, content);
    install();
    install(["--uninstall"]);
    expect(readFileSync(join(root, LOGROTATE), "utf8")).toBe(content);
  });

  test("--uninstall says which file had been changed after the installation", () => {
    put(LOGROTATE, "the administrator's own file\n");
    install();
    for (const path of [LOGROTATE, ENVIRONMENT]) appendFileSync(join(root, path), "# a change\n");
    const { stdout } = install(["--uninstall"]);
    expect(stdout.split("\n").filter((line) => line.includes("changed"))).toEqual([
      `restored ${LOGROTATE}; it had been changed after the installation`,
      `removed ${ENVIRONMENT}; it had been changed after the installation`,
    ]);
  });

  test("--uninstall that ended early can be repeated", () => {
    put(LOGROTATE, "the administrator's own file\n");
    const before = directoryTree(root);
    install();
    rmSync(join(root, ENVIRONMENT));
    mkdirSync(join(root, ENVIRONMENT));
    expect(install(["--uninstall"]).status).toBe(2);
    rmSync(join(root, ENVIRONMENT), { recursive: true });
    expect(install(["--uninstall"]).status).toBe(0);
    expect(directoryTree(root)).toEqual(before);
  });

  test.each([
    ["another environment", installScript(shippedConfig("staging"), "api"), "staging api"],
    ["another host group", installScript(withGroup("worker"), "worker"), "production worker"],
  ])("the script of %s refuses to change this host", (_, other, name) => {
    install();
    const before = directoryTree(root);
    for (const options of [[], ["--check"], ["--uninstall"]]) {
      const { status, stderr } = install(options, other);
      expect(status).toBe(2);
      expect(stderr).toContain(`environment and host group: production api, expected ${name}`);
    }
    expect(directoryTree(root)).toEqual(before);
    install(["--uninstall"]);
    expect(install([], other).status).toBe(0);
  });

  test("runs at the same time wait for each other", () => {
    const inParallel = 'for _ in 1 2 3 4; do sh -c "$0" install.sh --root "$1" & done; wait';
    const { stdout, stderr } = runProgram("sh", ["-c", inParallel, installScript(production, "api"), root]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("installed "))).toHaveLength(FILES.length + 1);
    expect(lines.filter((line) => line === "nothing to change")).toHaveLength(3);
    expect(stderr).toBe("");
  });

  test("log files of another owner are reported, and repaired", () => {
    install();
    put("/var/log/inventorysync/application.log", "a line\n");
    put("/var/log/inventorysync/application.log.2.gz", "");
    put("/var/log/inventorysync/notes.txt", "");
    const expected = ["application.log", "application.log.2.gz"].map(
      (name) => `/var/log/inventorysync/${name}: owner 0:4713 instead of 4711:4713\n`,
    );
    expect(install(["--check"])).toMatchObject({
      status: 1,
      stdout: expected.map((line) => `differs: ${line}`).join(""),
    });
    expect(install().stdout).toBe(expected.map((line) => `installed ${line}`).join(""));
    expect(permissionsOf("/var/log/inventorysync/application.log").owner).toBe("4711:4713");
    expect(permissionsOf("/var/log/inventorysync/notes.txt").owner).toBe("0:4713");
  });

  test("a link in the log directory changes the owner of no other file", () => {
    install();
    symlinkSync(join(root, "/etc/passwd"), join(root, "/var/log/inventorysync/audit.log"));
    linkSync(join(root, "/etc/group"), join(root, "/var/log/inventorysync/security.log"));
    expect(install().stdout).toBe("nothing to change\n");
    for (const name of ["passwd", "group"]) expect(lstatSync(join(root, "/etc", name)).uid).toBe(0);
  });

  test("--uninstall keeps log files", () => {
    install();
    put("/var/log/inventorysync/audit.log", "a line\n");
    expect(install(["--uninstall"]).stdout).toContain(
      "kept /var/log/inventorysync, which is not empty\nkept /var/log",
    );
    expect(readFileSync(join(root, "/var/log/inventorysync/audit.log"), "utf8")).toBe("a line\n");
  });

  test("--check reports every file before the installation", () => {
    const { status, stdout } = install(["--check"]);
    expect(status).toBe(1);
    expect(stdout.trimEnd().split("\n")).toEqual(
      [LOG_DIRECTORY, ...FILES].map(({ path }) => `differs: ${path}: missing`),
    );
  });

  test("a user that does not exist is an error that names the setting", () => {
    put("/etc/passwd", "root:x:0:0::/:/bin/sh\n");
    const { status, stderr } = install();
    expect(status).toBe(2);
    expect(stderr).toMatch(/the user inventorysync does not exist in .+ the setting hosts\.api/);
  });

  test("without root, the script changes nothing, and says what it needs", () => {
    const user = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const { status, stderr } = runProgram("setpriv", [
      ...user,
      ...["sh", "-c", installScript(production, "api"), "install.sh", "--root", root],
    ]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "install.sh: it runs as the user nobody, expected root; use sudo\n",
    });
  });

  test.each([
    ["an unknown option", ["--remove"], "unknown option --remove"],
    ["a root that does not exist", ["--root", "/nonexistent"], "the root /nonexistent is not a directory"],
  ])("%s is an error", (_, options, message) => {
    const { status, stderr } = install(options);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

test("content that the script cannot contain is an error", () => {
  const { api } = production.hosts;
  if (!api) throw new Error("production has no host group api");
  const service = { ...api.service, directory: "/opt\nEND_OF_HOST_FILE\n" };
  expect(() => installScript({ ...production, hosts: { api: { ...api, service } } }, "api")).toThrow(
    "has the line END_OF_HOST_FILE",
  );
});

function install(options: readonly string[] = [], script = installScript(production, "api")) {
  return runProgram("sh", ["-c", script, "install.sh", "--root", root, ...options]);
}

/** Production with one host group of another name. */
function withGroup(name: string): EnvironmentConfig {
  const { api } = production.hosts;
  if (!api) throw new Error("production has no host group api");
  return { ...production, hosts: { [name]: api } };
}

function permissionsOf(path: string): { mode: string; owner: string } {
  const { mode, uid, gid } = statSync(join(root, path));
  return { mode: (mode & 0o7777).toString(8).padStart(4, "0"), owner: `${uid}:${gid}` };
}

function put(path: string, content: string, mode = 0o644): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content, { mode });
}

function replaceByLink(path: string): void {
  rmSync(join(root, path));
  symlinkSync("/dev/null", join(root, path));
}
