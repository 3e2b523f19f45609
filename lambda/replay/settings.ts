import { type DeliveryVariables, type DeliverySettings, readDeliverySettings } from "../delivery/settings";
import { environmentReader, type EnvironmentVariables } from "../shared/environment-variables";

/** The environment variables of the replay: what was parked has been sampled already. */
export interface ReplayVariables extends DeliveryVariables {
  /** Address of the queue that announces parked objects. */
  readonly REPLAY_QUEUE_URL: string;
}

/** The environment variables, read. */
export interface ReplaySettings extends DeliverySettings {
  readonly queueUrl: string;
}

/** @throws Error with every variable that is missing or contradicts another, and what was expected */
export function parseSettings(variables: EnvironmentVariables): ReplaySettings {
  const reader = environmentReader(variables);
  const delivery = readDeliverySettings(reader);
  const queueUrl = reader.required(
    "REPLAY_QUEUE_URL",
    "the address of the queue that announces parked objects",
  );
  if (queueUrl !== "") reader.requireUrl("REPLAY_QUEUE_URL", queueUrl);
  return reader.finish("replay", { ...delivery, queueUrl });
}
