import type { EnvironmentConfig } from "../../config/schema";
import type { ForwarderEnvironment } from "../../lambda/forwarder/settings";

/** What the functions are told of the classes that an environment treats otherwise; nothing where it does not. */
export function treatments({
  redaction,
}: EnvironmentConfig): Pick<ForwarderEnvironment, "REDACTION_TREATMENTS"> {
  return Object.keys(redaction).length > 0 ? { REDACTION_TREATMENTS: JSON.stringify(redaction) } : {};
}
