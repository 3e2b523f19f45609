import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isAtLeast } from "../../local/startup/version";
import { type Io, OperatorError } from "../cli";

const PLUGIN = "session-manager-plugin";

/**
 * Earlier versions take the token of the session as an argument, which every account of the machine can read. Source:
 * source code of the AWS CLI, `awscli/customizations/sessionmanager.py`.
 */
const MIN_VERSION = "1.2.498.0";

/** The environment variable in which the plugin expects the response of StartSession. */
export const RESPONSE_VARIABLE = "AWS_SSM_START_SESSION_RESPONSE";

/**
 * The executable of the Session Manager plugin, on PATH.
 *
 * @throws OperatorError if it is missing or too old, with where to get it
 */
export async function findSessionManagerPlugin({ env }: Pick<Io, "env">): Promise<string> {
  const version = await readVersion(env);
  if (!isAtLeast(version, MIN_VERSION))
    throw new OperatorError(
      `${PLUGIN} has version ${version || "unknown"}, expected ${MIN_VERSION} or later; ${INSTALL}`,
    );
  return PLUGIN;
}

const INSTALL =
  'install the current one (AWS Systems Manager User Guide, "Install the Session Manager plugin for the AWS CLI")';

async function readVersion(env: Io["env"]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(PLUGIN, ["--version"], { env: { ...env } });
    return stdout.trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      code === "ENOENT"
        ? `the tunnel to the domain needs ${PLUGIN}, which is not on PATH; ${INSTALL}, or use --on insights with query`
        : `${PLUGIN} cannot be run: ${(error as Error).message}; ${INSTALL}`,
      { cause: error },
    );
  }
}
