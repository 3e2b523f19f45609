import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { doctorScript, HOST_CAUSES, type HostCause, installScript } from "../../host";
import { directoryTree } from "../fixtures/host/directory-tree";
import { stubProgram } from "../fixtures/host/stub-program";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

// The script that repairs changes owners, which only root may do. .ci/run works as root.
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

const production = shippedConfig("production");
const SCRIPT = doctorScript(production, "api");
const LOGS = "/var/log/inventorysync";
const APPLICATION = `${LOGS}/application.log`;
const SERVICE = { uid: 4711, gid: 4713 };
const TIMER = "/etc/systemd/system/timers.target.wants/logrotate.timer";
const ENVIRONMENT = "/etc/inventorysync/environment";
const DEBUG_FILE = "/run/inventorysync-debug-mode/mode.json";
const GROUPS = "root:x:0:\ninventorysync:x:4712:\ninventorysync-readers:x:4713:inventorysync,cwagent\n";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "root with spaces-"));
  chmodSync(root, 0o755);
  put(
    "/etc/passwd",
    "root:x:0:0::/:/bin/sh\ninventorysync:x:4711:4712::/:/bin/sh\ncwagent:x:4714:4714::/:/bin/sh\n",
  );
  put("/etc/group", GROUPS);
  put(TIMER, "");
  install();
  for (const logger of ["inventorysync.stock", "inventorysync.orders"]) writeLines(logger, 2);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Trouble {
  readonly cause: HostCause;
  readonly trouble: string;
  readonly inflict: () => void;
  readonly how: RegExp;
  readonly remedy: RegExp;
  /** Follows the remedy. @default - runs install.sh, as the remedy says */
  readonly repair?: () => void;
}

const TROUBLES: readonly Trouble[] = [
  {
    cause: "host-accounts",
    trouble: "the application's user is no member of the readers' group",
    inflict: () => {
      put("/etc/group", GROUPS.replace("inventorysync,cwagent", "cwagent"));
    },
    how: /the user inventorysync is not a member of inventorysync-readers/,
    remedy: /host-files-install-api of Systems Manager, or sudo sh install\.sh/,
    // Without --root, install.sh adds the member.
    repair: () => {
      put("/etc/group", GROUPS);
    },
  },
  {
    cause: "host-log-directory",
    trouble: "root owns the log directory",
    inflict: () => {
      chownSync(path(LOGS), 0, 0);
    },
    how: /\/var\/log\/inventorysync has owner and mode 0:0 2?750, expected 4711:4713 2750/,
    remedy: /install\.sh/,
  },
  {
    cause: "host-log-directory",
    trouble: "the log directory has another mode",
    inflict: () => {
      chmodSync(path(LOGS), 0o500);
    },
    how: /4711:4713 500, expected 4711:4713 2750/,
    remedy: /install\.sh/,
  },
  {
    cause: "host-log-directory",
    trouble: "no user may enter /var/log",
    inflict: () => {
      chmodSync(path("/var/log"), 0o700);
    },
    how: /\/var\/log has the mode 700, so other users cannot enter it/,
    remedy: /^sudo chmod o\+x \/var\/log$/,
    repair: () => {
      chmodSync(path("/var/log"), 0o701);
    },
  },
  {
    cause: "host-log-files",
    trouble: "a program of root wrote a log file",
    inflict: () => {
      put(`${LOGS}/audit.log`, "");
    },
    how: /audit\.log has the owner 0:4713; expected 4711:4713/,
    remedy: /install\.sh/,
  },
  {
    cause: "host-log-files",
    trouble: "a log file is read-only",
    inflict: () => {
      chmodSync(path(APPLICATION), 0o440);
    },
    how: /application\.log has the mode 440; expected at least 640/,
    remedy: /^sudo chmod u\+rw,g\+r \/var\/log\/inventorysync\/\*\.log$/,
    repair: () => {
      chmodSync(path(APPLICATION), 0o640);
    },
  },
  {
    cause: "host-selinux",
    trouble: "SELinux denies the write",
    inflict: () => {
      put("/sys/fs/selinux/enforce", "1");
      put("/var/log/audit/audit.log", avc(Date.now()));
    },
    how: /SELinux denied an access to the log files.*comm="gunicorn"/,
    remedy: /^sudo restorecon -Rv \/var\/log\/inventorysync;/,
    // After restorecon, the denial remains in the audit log, and gets older.
    repair: () => {
      put("/var/log/audit/audit.log", avc(Date.now() - 16 * 60_000));
    },
  },
  {
    cause: "host-apparmor",
    trouble: "AppArmor denies the write",
    inflict: () => {
      put("/var/log/kern.log", apparmor(Date.now()));
    },
    how: /AppArmor denied an access to the log files.*profile="gunicorn-profile"/,
    remedy: /the profile gunicorn-profile in \/etc\/apparmor\.d\/local\//,
    repair: () => {
      put("/var/log/kern.log", apparmor(Date.now() - 16 * 60_000));
    },
  },
  {
    cause: "host-rotation-file",
    trouble: "the logrotate file is gone",
    inflict: () => {
      rmSync(path("/etc/logrotate.d/inventorysync"));
    },
    how: /\/etc\/logrotate\.d\/inventorysync does not exist/,
    remedy: /install\.sh/,
  },
  {
    cause: "host-rotation-file",
    trouble: "somebody edited the logrotate file",
    inflict: () => {
      appendFileSync(path("/etc/logrotate.d/inventorysync"), "# weekly\n");
    },
    how: /has other content than this version/,
    remedy: /install\.sh/,
  },
  {
    cause: "host-rotation-schedule",
    trouble: "nothing runs logrotate",
    inflict: () => {
      rmSync(path(TIMER));
    },
    how: /neither the systemd timer logrotate\.timer nor \/etc\/cron\.daily\/logrotate/,
    remedy: /sudo systemctl enable --now logrotate\.timer/,
    repair: () => {
      put(TIMER, "");
    },
  },
  {
    cause: "host-rotation",
    trouble: "the log file is as old as three days",
    inflict: () => {
      const old = `{"@timestamp": "${new Date(Date.now() - 3 * 86_400_000).toISOString()}"}\n`;
      writeFileSync(path(APPLICATION), old + readFileSync(path(APPLICATION), "utf8"));
    },
    how: /application\.log begins with a line of .*, 3 days ago, and has \d+ bytes: it is not rotated daily/,
    remedy: /^sudo logrotate -f \/etc\/logrotate\.d\/inventorysync /,
    repair: () => {
      renameSync(path(APPLICATION), path(`${APPLICATION}.1`));
      writeLines("inventorysync.stock", 1);
      writeLines("inventorysync.orders", 1);
    },
  },
  {
    cause: "host-log-level",
    trouble: "the environment file says DEBUG",
    inflict: () => {
      appendFileSync(path(ENVIRONMENT), "LOG_LEVEL=DEBUG\n");
    },
    how: /LOG_LEVEL is DEBUG in \/etc\/inventorysync\/environment/,
    remedy: /install\.sh/,
  },
  {
    cause: "host-log-level",
    trouble: "a drop-in of the unit says DEBUG",
    inflict: () => {
      put("/run/systemd/system/inventorysync-api.service.d/debug.env", "LOG_LEVEL=DEBUG\n");
    },
    how: /LOG_LEVEL is DEBUG in \/run\/systemd\/system\/inventorysync-api\.service\.d\/debug\.env/,
    remedy: /^sudo rm \/run\/systemd\/system\/inventorysync-api\.service\.d\/debug\.env/,
    repair: () => {
      rmSync(path("/run/systemd/system/inventorysync-api.service.d/debug.env"));
    },
  },
  {
    cause: "host-log-level",
    trouble: "debug mode is on",
    inflict: () => {
      putDebugMode(-5, 55);
    },
    how: /debug mode is on: LOG_LEVEL is DEBUG until 20\S+Z, started by arn:aws:sts::123456789012:assumed-role\/o\/jane/,
    remedy: /^npx logs debug production off, or wait/,
    // The host then removes the file.
    repair: () => {
      rmSync(path(DEBUG_FILE));
    },
  },
  {
    cause: "host-log-spam",
    trouble: "one logger writes nearly everything",
    inflict: () => {
      writeLines("inventorysync.webhooks", 2_000);
    },
    how: /the logger inventorysync\.webhooks wrote 99 % of the newest lines: inventorysync\.webhooks 99 % \(2000 lines/,
    remedy: /grep -F '"inventorysync\.webhooks"' \/var\/log\/inventorysync\/\*\.log/,
    // The component no longer writes them, and the file was rotated.
    repair: () => {
      renameSync(path(APPLICATION), path(`${APPLICATION}.1`));
      writeLines("inventorysync.stock", 1);
    },
  },
  {
    cause: "host-agent",
    trouble: "the CloudWatch agent may not read the log files",
    inflict: () => {
      put("/etc/group", GROUPS.replace("inventorysync,cwagent", "inventorysync"));
    },
    how: /the CloudWatch agent's user cwagent is not a member of inventorysync-readers/,
    remedy: /install\.sh/,
    repair: () => {
      put("/etc/group", GROUPS);
    },
  },
];

asRoot("in a scratch root", () => {
  test("every check of an installed host is verified", () => {
    expect(report().map(({ result, cause }) => [cause, result])).toEqual(
      HOST_CAUSES.map((cause) => [cause, "verified"]),
    );
    expect(doctor()).toMatchObject({ status: 0, stderr: "" });
    expect(doctor().stdout).toMatch(/^no cause found; 0 of 12 checks are not verifiable\n/);
  });

  test.each(TROUBLES)("$cause: if $trouble, the first line says so; after the remedy it is clean", (row) => {
    row.inflict();
    const before = directoryTree(root);
    const text = doctor();
    const [first = "", second = ""] = text.stdout.split("\n");
    expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 1, stderr: "" });
    expect(first).toMatch(/^cause: /);
    expect(first).toMatch(row.how);
    expect(second).toContain(`✘ ${row.cause}: `);
    expect(report().filter(({ result }) => result === "failed")).toEqual([
      {
        result: "failed",
        cause: row.cause,
        how: expect.stringMatching(row.how) as string,
        remedy: expect.stringMatching(row.remedy) as string,
      },
    ]);
    expect(directoryTree(root)).toEqual(before);
    if (row.repair) row.repair();
    else install();
    expect(doctor()).toMatchObject({ status: 0 });
  });

  test("host-disk: a full file system is named, and one with room is not", () => {
    const full = stubProgram("df", 'printf "header\\n/dev/xvda1 100 97 3 97%% /var\\n"');
    const env = { ...process.env, PATH: `${full}:${process.env["PATH"] ?? ""}` };
    const { status, stdout } = doctor([], env);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^cause: the file system of \/var\/log\/inventorysync is full: 97 % of the space/);
    expect(doctor()).toMatchObject({ status: 0 });
  });

  test.each([
    ["has ended", -60, -1],
    ["has not begun", 1, 60],
  ])("a debug mode that %s is no cause", (_, begins, ends) => {
    putDebugMode(begins, ends);
    expect(report()).toContainEqual(expect.objectContaining({ cause: "host-log-level", result: "verified" }));
  });

  test("a denial of another program's files is not reported", () => {
    put("/sys/fs/selinux/enforce", "1");
    put("/var/log/audit/audit.log", avc(Date.now()).replace("application.log", "other.log"));
    expect(doctor()).toMatchObject({ status: 0 });
  });

  test("a name of a file cannot forge a finding, and no field contains a tab", () => {
    put(`${LOGS}/a\tverified\nverified\thost-disk.log`, "");
    const findings = report();
    expect(findings.map(({ cause }) => cause)).toEqual([...HOST_CAUSES]);
  });

  test("without the users, what depends on them is not verifiable, and the first line names the user", () => {
    put("/etc/passwd", "root:x:0:0::/:/bin/sh\n");
    const { stdout, status } = doctor();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^cause: the user inventorysync of the application does not exist\n/);
    expect(stdout).toMatch(/\? host-log-files: /);
  });

  test("an unknown option is an error", () => {
    expect(doctor(["--fix"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("unknown option --fix") as string,
    });
  });
});

function path(name: string): string {
  return join(root, name);
}

function put(name: string, content: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), content);
}

/** A debug mode as `npx logs debug` stores it. @param begins minutes from now, as `ends` */
function putDebugMode(begins: number, ends: number): void {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const startedBy = "arn:aws:sts::123456789012:assumed-role/o/jane";
  put(DEBUG_FILE, JSON.stringify({ level: "DEBUG", since: at(begins), until: at(ends), startedBy }));
}

/** Lines as the application writes them, with its owner. */
function writeLines(logger: string, count: number): void {
  const line = JSON.stringify({
    "@timestamp": new Date().toISOString(),
    level: "INFO",
    logger,
    message: "m",
  });
  appendFileSync(path(APPLICATION), `${line}\n`.repeat(count));
  chownSync(path(APPLICATION), SERVICE.uid, SERVICE.gid);
  chmodSync(path(APPLICATION), 0o640);
}

function install(): void {
  const { status, stderr } = runProgram("sh", ["-s", "--", "--root", root], {
    input: installScript(production, "api"),
  });
  if (status !== 0) throw new Error(stderr);
}

function doctor(args: readonly string[] = [], env: NodeJS.ProcessEnv = process.env) {
  return runProgram("sh", ["-s", "--", "--root", root, ...args], { input: SCRIPT, env });
}

function report() {
  const { stdout, stderr, status } = doctor(["--report"]);
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [result, cause, how, remedy] = line.split("\t");
      return { result, cause, how, remedy };
    });
}

/** Source: Red Hat Enterprise Linux documentation, "Using SELinux", "Analyzing SELinux denial messages". */
function avc(at: number): string {
  return `type=AVC msg=audit(${(at / 1_000).toFixed(3)}:42): avc:  denied  { append } for  pid=7 comm="gunicorn" name="application.log" dev="xvda1" ino=9 scontext=system_u:system_r:httpd_t:s0 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=file permissive=0\n`;
}

/** Source: Ubuntu documentation, "AppArmor", log messages of denials. */
function apparmor(at: number): string {
  return `Nov 27 10:00:00 host kernel: audit: type=1400 audit(${(at / 1_000).toFixed(3)}:43): apparmor="DENIED" operation="open" profile="gunicorn-profile" name="/var/log/inventorysync/application.log" pid=7 comm="gunicorn" requested_mask="ac" denied_mask="ac"\n`;
}
