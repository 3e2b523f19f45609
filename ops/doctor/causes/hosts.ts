import type { HostCause } from "../../../host";
import { notVerifiable, type Outcome, verified } from "../../check/outcome";
import type { Cause } from "../cause";
import { fromCheck } from "./from-check";

const INSTALL = "run the SSM document host-files-install of the host group, or `sudo sh install.sh`";

const TEXTS: Readonly<Record<HostCause, Pick<Cause, "statement" | "remedy">>> = {
  "host-accounts": {
    statement:
      "the user of the application, or the group that reads the log files, does not exist or is not set up",
    remedy: INSTALL,
  },
  "host-log-directory": {
    statement: "the log directory is missing, has another owner or mode, or a parent cannot be entered",
    remedy: `${INSTALL}; for a parent, \`sudo chmod o+x\``,
  },
  "host-log-files": {
    statement: "a log file belongs to another user, or its owner may not write it",
    remedy: `${INSTALL}; for the mode, \`sudo chmod u+rw,g+r\``,
  },
  "host-selinux": {
    statement: "SELinux denies the access to the log files",
    remedy: "`sudo restorecon -Rv /var/log/inventorysync`, or a rule of the policy",
  },
  "host-apparmor": {
    statement: "AppArmor denies the access to the log files",
    remedy: "a rule for the directory in `/etc/apparmor.d/local/`, then `sudo apparmor_parser -r`",
  },
  "host-disk": {
    statement: "the file system of the log directory is full: 95 % of the space or of the inodes",
    remedy: "delete what no program needs, or enlarge the volume",
  },
  "host-rotation-file": {
    statement: "the logrotate file is missing or was changed",
    remedy: INSTALL,
  },
  "host-rotation-schedule": {
    statement: "nothing runs logrotate",
    remedy: "install the package logrotate; `sudo systemctl enable --now logrotate.timer`",
  },
  "host-rotation": {
    statement: "a log file begins with a line that is two days old or older, so it is not rotated daily",
    remedy: "`sudo logrotate -f /etc/logrotate.d/inventorysync` prints the error",
  },
  "host-log-level": {
    statement: "`LOG_LEVEL` of a host is `DEBUG`",
    remedy: `the setting \`app.logLevel\` and a deployment, ${INSTALL}, or the removal of the drop-in`,
  },
  "host-log-spam": {
    statement: "one logger wrote 80 % of the newest bytes in the log files, and 1,000 lines",
    remedy: "log it less often, or raise the level of this logger in the application",
  },
  "host-agent": {
    statement: "the CloudWatch agent is not installed, may not read the log files, or does not run",
    remedy: `${INSTALL}; \`sudo systemctl start amazon-cloudwatch-agent\``,
  },
};

/** A cause that the script `doctor.sh` finds on a host. */
export function onHost(id: HostCause): Cause {
  return {
    id,
    ...TEXTS[id],
    async run({ evidence, config: { environment } }): Promise<Outcome> {
      const findings = (await evidence.hostFindings())?.filter(({ cause }) => cause === id);
      if (!findings?.length)
        return notVerifiable(
          "only the hosts know",
          `add --hosts to run the SSM document doctor there, or run sudo sh doctor.sh on a host (npx logs host-files ${environment} --out hosts)`,
        );
      const bad =
        findings.find(({ outcome }) => outcome.result === "failed") ??
        findings.find(({ outcome }) => outcome.result === "not verifiable");
      if (bad) return { ...bad.outcome, how: `${bad.host}: ${bad.outcome.how}` };
      return verified(findings.map(({ host, outcome }) => `${host}: ${outcome.how}`).join("; "));
    },
  };
}

export const hostsDiffer = fromCheck("log-directories", {
  statement: "a host file differs, according to the hourly check of Systems Manager",
  remedy: INSTALL,
});
