import type { EnvironmentConfig } from "../../config/schema";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";

/** The environment variable with the redaction policy that an environment overrides; none if it overrides nothing. */
export function redactionVariables({
  redaction,
}: EnvironmentConfig): Pick<ForwarderVariables, "REDACTION_OVERRIDES"> {
  return Object.keys(redaction).length > 0 ? { REDACTION_OVERRIDES: JSON.stringify(redaction) } : {};
}
