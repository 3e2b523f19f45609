import type { EnvironmentConfig } from "../config";
import { applicationSecrets, readSecret } from "./environment-file";
import { SECRETS_FILE } from "./names";

/**
 * The program that reads the application's secrets from AWS Secrets Manager, and writes them as variables to a file that
 * only root may read. If it fails, the file of an earlier start remains. Needs version 2 of the AWS CLI.
 */
export function fetchSecretsProgram(config: EnvironmentConfig, hostGroup: string): string {
  // A separate assignment, because the shell ignores the failure of a command inside an argument.
  const calls = applicationSecrets(config, hostGroup).map(
    ({ name, value }) => `value=$(${readSecret(config.region, value.secret)})\nvariable ${name} "$value"`,
  );
  return `#!/bin/sh
# Writes the secrets of InventorySync to ${SECRETS_FILE}, for systemd.
set -eu
umask 077

target=\${1:-${SECRETS_FILE}}
new=$(mktemp "$target.XXXXXX")
trap 'rm -f "$new"' EXIT

# variable NAME VALUE. The stack creates each secret with a random placeholder, which is no DSN.
variable() {
  case $2 in
    *'
'*) echo "the secret of $1 has several lines, expected one line; store it again" >&2 && exit 1 ;;
    http://* | https://*) printf '%s="%s"\\n' "$1" "$(printf %s "$2" | sed 's/[\\\\"$\`]/\\\\&/g')" >> "$new" ;;
    *) echo "the secret of $1 is not a URL yet, so the variable is not set; store the secret" >&2 ;;
  esac
}

${calls.join("\n")}
mv "$new" "$target"
`;
}
