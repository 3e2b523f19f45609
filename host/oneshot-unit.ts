interface OneshotUnit {
  readonly description: string;
  readonly command: string;
  readonly umask: string;
  readonly runtimeDirectory: string;
  readonly runtimeDirectoryMode: string;
  readonly timeoutSeconds: number;
}

/**
 * A systemd unit that runs a program once. The program calls AWS, and writes to its runtime directory only, which stays
 * when the unit has ended.
 *
 * Source: systemd.service(5), systemd.exec(5).
 */
export function oneshotUnit(unit: OneshotUnit): string {
  const { description, command, umask, runtimeDirectory, runtimeDirectoryMode, timeoutSeconds } = unit;
  return `[Unit]
Description=${description}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${command}
UMask=${umask}
RuntimeDirectory=${runtimeDirectory}
RuntimeDirectoryMode=${runtimeDirectoryMode}
RuntimeDirectoryPreserve=yes
TimeoutStartSec=${timeoutSeconds}s

NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
LockPersonality=yes
SystemCallArchitectures=native
`;
}
