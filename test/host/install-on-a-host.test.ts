import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostFiles, installScript, MIN_AGENT_VERSION } from "../../host";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

/**
 * A copy of this machine's file system, in which the script runs as on a host: `chroot` into an overlay, whose changes are
 * in memory. Programs that print their arguments stand for systemd and for the CloudWatch agent.
 */
const HOST = `
mount -t tmpfs tmpfs "$folder"
mkdir "$folder/changes" "$folder/work" "$folder/host"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/changes,workdir=$folder/work" "$folder/host"
cd "$folder/host"
agent=opt/aws/amazon-cloudwatch-agent
mkdir -p run/systemd/system "$agent/bin" "$agent/etc/amazon-cloudwatch-agent.d"
echo "$version" > "$agent/bin/CWAGENT_VERSION"
cat > "$agent/bin/amazon-cloudwatch-agent-ctl" << 'END'
#!/bin/sh
echo "agent $2"
cp /etc/inventorysync/cloudwatch-agent/inventorysync.json \
  /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_inventorysync.json
END
rm -f usr/bin/systemctl
printf '#!/bin/sh\\necho "systemctl $*"\\n' > usr/bin/systemctl
chmod +x usr/bin/systemctl "$agent/bin/amazon-cloudwatch-agent-ctl"
chroot . useradd --system cwagent
printf %s "$script" > install.sh
run() { chroot . sh /install.sh "$@"; }
`;

const production = shippedConfig("production");
const script = installScript(production, "api");

// Mounting needs root with all capabilities, as in .ci/run.
const isPossible = onHost("true").status === 0;
const where = isPossible ? describe : describe.skip;

where("on a host", () => {
  test("the script creates the accounts, and lets the CloudWatch agent read the log files", () => {
    const { stdout } = onHost(
      "run > log; chroot . id -nG cwagent; chroot . stat -c %U:%G /var/log/inventorysync",
    );
    expect(stdout).toBe("cwagent inventorysync-readers\ninventorysync:inventorysync-readers\n");
  });

  test("it enables the unit, and starts the agent with its configuration", () => {
    const { stdout } = onHost("run | grep -e ^systemctl -e ^agent");
    expect(stdout.trimEnd().split("\n")).toEqual([
      "systemctl daemon-reload",
      "systemctl enable inventorysync-api.service",
      "systemctl enable inventorysync-api-debug-mode.timer",
      "systemctl restart inventorysync-api-debug-mode.timer",
      "systemctl try-restart inventorysync-api.service",
      "agent append-config",
    ]);
  });

  test("a second run restarts nothing", () => {
    expect(onHost("run > log; run").stdout).toBe("nothing to change\n");
  });

  test.each([
    ["the logrotate file restarts nothing", "etc/logrotate.d/inventorysync", []],
    ["the program for debug mode restarts nothing", "usr/local/libexec/inventorysync/fetch-debug-mode", []],
    [
      "the environment file restarts the application",
      "etc/inventorysync/environment",
      ["systemctl try-restart inventorysync-api.service"],
    ],
    [
      "the agent's configuration restarts the agent",
      "etc/inventorysync/cloudwatch-agent/inventorysync.json",
      ["agent append-config"],
    ],
    [
      "the agent's copy of its configuration restarts the agent",
      "opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_inventorysync.json",
      ["agent append-config"],
    ],
  ])("the repair of %s", (_, path, expected) => {
    const { stdout } = onHost(
      `run > log; echo changed >> ${path}; run | grep -e ^systemctl -e ^agent || true`,
    );
    expect(stdout.split("\n").filter((line) => line !== "")).toEqual(expected);
  });

  test("--check reports a CloudWatch agent that is too old", () => {
    const { stdout } = onHost("run > log; run --check || echo failed", "1.300062.0b1304");
    expect(stdout).toBe(
      "differs: /opt/aws/amazon-cloudwatch-agent/bin/CWAGENT_VERSION: version 1.300062.0b1304 of the CloudWatch agent, " +
        `expected ${MIN_AGENT_VERSION} or later\nfailed\n`,
    );
  });

  test("--check reports a user who is no longer a member of the readers' group", () => {
    const { stdout } = onHost(
      "run > log; chroot . gpasswd -d cwagent inventorysync-readers > log; run --check || true",
    );
    expect(stdout).toBe("differs: cwagent: the user is not a member of inventorysync-readers\n");
  });

  test("a service that could not be restarted is reported, and restarted by the next run", () => {
    const { stdout } = onHost(`
      cp usr/bin/systemctl systemctl
      printf '#!/bin/sh\nexit 1\n' > usr/bin/systemctl
      run > log || echo "failed with $?"
      run --check | grep restarted | sort || true
      cp systemctl usr/bin/systemctl
      run
      run --check`);
    expect(stdout.trimEnd().split("\n")).toEqual([
      "failed with 2",
      ...hostFiles(production, "api")
        .map(({ path }) => `differs: ${path}: installed, but its service was not restarted`)
        .sort(),
      "systemctl daemon-reload",
      "systemctl enable inventorysync-api.service",
      "systemctl enable inventorysync-api-debug-mode.timer",
      "systemctl restart inventorysync-api-debug-mode.timer",
      "systemctl try-restart inventorysync-api.service",
      "restarted inventorysync-api.service, if it was running",
      "agent append-config",
      "restarted the CloudWatch agent",
      "nothing to change",
      "no differences",
    ]);
  });

  test("the first run on a host whose image has the files enables the unit and starts the agent", () => {
    const { stdout } = onHost(`
      chroot . groupadd --system inventorysync
      chroot . groupadd --system inventorysync-readers
      chroot . useradd --system --gid inventorysync inventorysync
      sh install.sh --root . > log
      run | grep -e ^systemctl -e ^agent`);
    expect(stdout.trimEnd().split("\n")).toEqual([
      "systemctl daemon-reload",
      "systemctl enable inventorysync-api.service",
      "systemctl enable inventorysync-api-debug-mode.timer",
      "systemctl restart inventorysync-api-debug-mode.timer",
      "systemctl try-restart inventorysync-api.service",
      "agent append-config",
    ]);
  });

  test("--uninstall deletes the secrets from memory", () => {
    const { stdout } = onHost(`
      run > log
      mkdir run/inventorysync-secrets
      touch run/inventorysync-secrets/environment
      run --uninstall > log
      ls run`);
    expect(stdout).not.toContain("inventorysync-secrets");
  });

  test("--uninstall stops the application, and takes the configuration from the agent", () => {
    const { stdout } = onHost("run > log; run --uninstall | grep -e ^systemctl -e ^agent");
    expect(stdout.trimEnd().split("\n")).toEqual([
      "systemctl disable --now inventorysync-api.service",
      "systemctl disable --now inventorysync-api-debug-mode.timer",
      "agent remove-config",
      "systemctl daemon-reload",
    ]);
  });
});

/** Runs commands in a copy; `run` is the script. */
function onHost(commands: string, version = `${MIN_AGENT_VERSION}b1504`) {
  const folder = mkdtempSync(join(tmpdir(), "host-"));
  const env = { PATH: process.env["PATH"], folder, script, version };
  try {
    return runProgram("unshare", ["--mount", "sh", "-euc", `${HOST}\n${commands}`], { env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
