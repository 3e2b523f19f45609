import { type DeliveryVariables, type DeliverySettings, readDeliverySettings } from "../delivery/settings";
import { environmentReader, type EnvironmentVariables } from "../shared/environment-variables";

/** Environment variables of the replay. It has no sampling rates, because parked events are sampled already. */
export interface ReplayVariables extends DeliveryVariables {
  /** URL of the replay queue. */
  readonly REPLAY_QUEUE_URL: string;
}

/** The parsed environment variables. */
export interface ReplaySettings extends DeliverySettings {
  readonly queueUrl: string;
}

/** @throws Error with all missing or conflicting variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): ReplaySettings {
  const reader = environmentReader(variables);
  const delivery = readDeliverySettings(reader);
  const queueUrl = reader.required("REPLAY_QUEUE_URL", "the URL of the replay queue");
  if (queueUrl !== "") reader.requireUrl("REPLAY_QUEUE_URL", queueUrl);
  return reader.finish("replay", { ...delivery, queueUrl });
}
