/** How the writer learns that its files were rotated. It reopens them on SIGUSR1, as gunicorn does. */
export type ReopenSignal =
  /** A systemd unit, such as `inventorysync-api.service`: its main process gets the signal. Needs systemd 252. */
  | { readonly unit: string }
  /** Absolute path of a file with the writer's process id. Needs `pkill` (Debian: package procps). */
  | { readonly pidFile: string };

export interface LogrotateOptions {
  /** Absolute path of the directory with the log files. */
  readonly logDir: string;
  /** Owner of the directory and of the files: the account of the writer. */
  readonly user: string;
  /** Group of the files. Its members can read them. */
  readonly group: string;
  /** Mode of a new log file, octal, such as `0640`. */
  readonly mode: string;
  readonly reopen: ReopenSignal;
  /**
   * Rotates a file earlier if it is larger, such as `500M`. logrotate only compares sizes when it runs, which is once a
   * day unless its timer is changed.
   * @default - rotates daily at any size
   */
  readonly maxSize?: string | undefined;
  /**
   * Number of rotated files of each log.
   * @default 30 - source: the deployment guide, section 3
   */
  readonly keep?: number;
}

/**
 * The file for `/etc/logrotate.d/`. Its rows and their order are those of the deployment guide, section 3, with these
 * differences:
 *
 * - `su`: logrotate works as the writer's account, because the writer could replace a file of its directory by a link.
 *   logrotate(8) recommends `su` for such a directory. logrotate also refuses a directory that others, or a group other
 *   than root, can write to, unless there is a `su`. The scripts still run as root.
 * - `nodateext`: Amazon Linux sets `dateext` for all files. The second rotation on one day would then fail.
 * - `postrotate` signals one process and not all processes with a name. It does nothing if the writer does not run. If the
 *   signal fails, logrotate exits with 1, so that the systemd unit `logrotate` fails.
 *
 * @throws Error if a value cannot be written into the file: logrotate has no escapes for it
 */
export function logrotateFile(options: LogrotateOptions): string {
  const { logDir, user, group, mode, reopen, maxSize, keep = 30 } = checked(options);
  const rows = [
    `su ${user} ${group}`,
    "daily",
    ...(maxSize === undefined ? [] : [`maxsize ${maxSize}`]),
    `rotate ${keep}`,
    "nodateext",
    "compress",
    "delaycompress",
    "missingok",
    "notifempty",
    `create ${mode} ${user} ${group}`,
    "sharedscripts",
    "postrotate",
    ...("unit" in reopen ? signalUnit(reopen.unit) : signalProcess(reopen.pidFile, user)).map(indent),
    "endscript",
  ];
  return `${logDir}/*.log {\n${rows.map(indent).join("\n")}\n}\n`;
}

/** `is-active` fails while the unit starts: a process without a handler would end on the signal. */
function signalUnit(unit: string): readonly string[] {
  return [
    `if systemctl --quiet is-active ${unit}; then`,
    indent(`systemctl kill --kill-whom=main --signal=USR1 ${unit}`),
    "fi",
  ];
}

/** After a crash, the process id can belong to another program; `--euid` excludes the programs of other accounts. */
function signalProcess(pidFile: string, user: string): readonly string[] {
  return [
    `if [ -s ${pidFile} ]; then`,
    indent("# pkill exits with 1 if no process matches: the writer does not run."),
    indent(`pkill --signal USR1 --pidfile ${pidFile} --euid ${user} || [ $? -eq 1 ]`),
    "fi",
  ];
}

function indent(line: string): string {
  return `    ${line}`;
}

const PATH = { pattern: /^\/[\w./@-]*[\w@-]$/, expected: "an absolute path of letters, digits and . _ - @" };
const ACCOUNT = { pattern: /^[a-z_][a-z0-9_-]{0,31}$/, expected: "a name that useradd accepts" };
const MODE = { pattern: /^0[0-7]{3}$/, expected: "an octal mode such as 0640" };
const SIZE = { pattern: /^[1-9]\d*[kMG]?$/, expected: "a size such as 500M" };
const UNIT = { pattern: /^[\w.@-]+\.service$/, expected: "a unit such as inventorysync-api.service" };

function checked(options: LogrotateOptions): LogrotateOptions {
  const { logDir, user, group, mode, reopen, maxSize } = options;
  check("logDir", logDir, PATH);
  check("user", user, ACCOUNT);
  check("group", group, ACCOUNT);
  check("mode", mode, MODE);
  if (maxSize !== undefined) check("maxSize", maxSize, SIZE);
  if ("unit" in reopen) check("reopen.unit", reopen.unit, UNIT);
  else check("reopen.pidFile", reopen.pidFile, PATH);
  return options;
}

function check(name: string, value: string, { pattern, expected }: typeof PATH): void {
  if (!pattern.test(value))
    throw new Error(`${name} of the logrotate file is ${JSON.stringify(value)}, expected ${expected}`);
}
