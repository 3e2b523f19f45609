import { type EnvironmentConfig, hostGroupConfig } from "../config";
import { agentConfiguration } from "./agent-configuration";
import { debugTimerFile, debugUnitFile, fetchDebugModeProgram } from "./debug-mode";
import { applicationSecrets, environmentFile } from "./environment-file";
import { fetchSecretsProgram } from "./fetch-secrets";
import { CONFIGURATION, type HostDirectory, type HostFile, PROGRAM } from "./host-file";
import { logrotateFile } from "./logrotate";
import { debugUnit, PATHS, secretsUnit, serviceUnit } from "./names";
import { applicationUnit, secretsUnitFile } from "./units";

/** The files of the hosts of a host group. */
export function hostFiles(config: EnvironmentConfig, hostGroup: string): readonly HostFile[] {
  const { user, readersGroup, fileMode, rotation } = hostGroupConfig(config, hostGroup);
  const withSecrets = applicationSecrets(config, hostGroup).length > 0;
  return [
    {
      ...CONFIGURATION,
      path: PATHS.agentConfiguration,
      content: `${JSON.stringify(agentConfiguration(config, hostGroup), undefined, 2)}\n`,
    },
    {
      ...CONFIGURATION,
      path: PATHS.logrotate,
      content: logrotateFile({
        logDir: config.app.logDir,
        user,
        group: readersGroup,
        mode: fileMode,
        reopen: { unit: serviceUnit(hostGroup) },
        ...rotation,
      }),
    },
    {
      ...CONFIGURATION,
      path: PATHS.environment,
      content: environmentFile(config, hostGroup, { format: "systemd" }),
    },
    ...(withSecrets
      ? [
          { ...PROGRAM, path: PATHS.fetchSecrets, content: fetchSecretsProgram(config, hostGroup) },
          {
            ...CONFIGURATION,
            path: PATHS.unit(secretsUnit(hostGroup)),
            content: secretsUnitFile(config, hostGroup),
          },
        ]
      : []),
    { ...PROGRAM, path: PATHS.fetchDebugMode, content: fetchDebugModeProgram(config) },
    {
      ...CONFIGURATION,
      path: PATHS.unit(`${debugUnit(hostGroup)}.service`),
      content: debugUnitFile(config, hostGroup),
    },
    {
      ...CONFIGURATION,
      path: PATHS.unit(`${debugUnit(hostGroup)}.timer`),
      content: debugTimerFile(config, hostGroup),
    },
    {
      ...CONFIGURATION,
      path: PATHS.unit(serviceUnit(hostGroup)),
      content: applicationUnit(config, hostGroup, withSecrets),
    },
  ];
}

/** The directories whose owner and mode matter. Other directories belong to root, with mode 0755. */
export function hostDirectories(config: EnvironmentConfig, hostGroup: string): readonly HostDirectory[] {
  const { user, readersGroup, directoryMode } = hostGroupConfig(config, hostGroup);
  return [
    {
      path: config.app.logDir,
      // The set-group-ID bit: a file that the application creates gets the readers' group.
      mode: `2${directoryMode.slice(1)}`,
      owner: user,
      group: readersGroup,
    },
  ];
}
