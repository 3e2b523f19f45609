import {
  type DeliverySettings,
  type ForwarderEnvironment,
  readDelivery,
  variableReader,
} from "../forwarder/settings";

/** The environment variables of the replay: what was parked has been sampled already. */
export interface ReplayEnvironment extends Omit<ForwarderEnvironment, "SAMPLE_RATES"> {
  /** Address of the queue that announces parked objects. */
  readonly REPLAY_QUEUE_URL: string;
}

export interface ReplaySettings extends DeliverySettings {
  readonly queueUrl: string;
}

/** @throws Error with every variable that is missing or contradicts another, and what was expected */
export function parseSettings(
  variables: Readonly<Partial<Record<keyof ReplayEnvironment, string>>>,
): ReplaySettings {
  const read = variableReader(variables);
  const delivery = readDelivery(read);
  const queueUrl = read.required(
    "REPLAY_QUEUE_URL",
    "the address of the queue that announces parked objects",
  );
  if (queueUrl !== "") read.address("REPLAY_QUEUE_URL", queueUrl);
  read.end("replay");
  return { ...delivery, queueUrl };
}
