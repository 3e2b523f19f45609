import type { EnvironmentConfig } from "../config";
import { hostGroupConfig } from "../config";
import { DEBUG_FILE, PATHS, SECRETS_FILE, SECRETS_RUNTIME_DIRECTORY, secretsUnit } from "./names";
import { oneshotUnit } from "./oneshot-unit";

/**
 * The systemd unit of the application: gunicorn with uvicorn workers.
 *
 * - The secrets are read at each start. If that fails, the application still starts: without Sentry rather than not at all.
 * - `systemctl reload` replaces the workers. `systemctl kill --kill-whom=main --signal=USR1` reopens the log files.
 * - `IPAddressDeny`: the application gets no credentials of the host's role from the instance metadata, so it cannot write
 *   log events itself. To allow it other calls to AWS, add a drop-in with `IPAddressDeny=` and `IPAddressAllow=`.
 * - `MemoryDenyWriteExecute` is absent: libffi, which Python's ctypes uses, may need it.
 *
 * Source: gunicorn documentation, "Deploying Gunicorn", systemd; systemd.exec(5), systemd.service(5).
 */
export function applicationUnit(config: EnvironmentConfig, hostGroup: string, withSecrets: boolean): string {
  const { user, group, service } = hostGroupConfig(config, hostGroup);
  const { directory, workers, bind, module } = service;
  const after = ["network-online.target", ...(withSecrets ? [secretsUnit(hostGroup)] : [])].join(" ");
  return `[Unit]
Description=InventorySync (${config.environment}, host group ${hostGroup})
Wants=${after}
After=${after}
AssertPathIsDirectory=${config.app.logDir}

[Service]
Type=notify
NotifyAccess=main
User=${user}
Group=${group}
UMask=0027
WorkingDirectory=${directory}
Environment=LOG_DEBUG_FILE=${DEBUG_FILE}
EnvironmentFile=${PATHS.environment}
EnvironmentFile=-${PATHS.release}
${withSecrets ? `EnvironmentFile=-${SECRETS_FILE}\n` : ""}ExecStart=${directory}/venv/bin/gunicorn --worker-class uvicorn_worker.UvicornWorker --workers ${workers} --bind ${bind} ${module}
ExecReload=/bin/kill -s HUP $MAINPID
KillMode=mixed
TimeoutStopSec=90s
Restart=on-failure
RestartSec=5s

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ReadWritePaths=${config.app.logDir}
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
IPAddressDeny=169.254.169.254 fd00:ec2::254

[Install]
WantedBy=multi-user.target
`;
}

/**
 * The systemd unit that reads the secrets. It is not a step of the application's unit, because that one cannot reach the
 * instance metadata. It runs again at each start of the application.
 */
export function secretsUnitFile(config: EnvironmentConfig, hostGroup: string): string {
  return oneshotUnit({
    description: `Secrets of InventorySync (${config.environment}, host group ${hostGroup})`,
    command: `${PATHS.fetchSecrets} ${SECRETS_FILE}`,
    umask: "0077",
    runtimeDirectory: SECRETS_RUNTIME_DIRECTORY,
    runtimeDirectoryMode: "0700",
    timeoutSeconds: 60,
  });
}
