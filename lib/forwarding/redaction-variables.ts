import type { EnvironmentConfig } from "../../config/schema";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";

/** What the functions are told of the classes that an environment treats otherwise; nothing where it does not. */
export function redactionVariables({
  redaction,
}: EnvironmentConfig): Pick<ForwarderVariables, "REDACTION_OVERRIDES"> {
  return Object.keys(redaction).length > 0 ? { REDACTION_OVERRIDES: JSON.stringify(redaction) } : {};
}
