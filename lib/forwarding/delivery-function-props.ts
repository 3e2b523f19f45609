import type { ForwarderEnvironment } from "../../lambda/forwarder/settings";
import type { FunctionNetwork } from "../functions/function-network";
import type { SharedParts } from "./shared-parts";

/** What the functions of a lane have in common; `access` is to the lane's own sinks. */
export interface DeliveryOptions extends SharedParts {
  readonly variables: Omit<ForwarderEnvironment, "SAMPLE_RATES">;
  readonly network: FunctionNetwork | undefined;
}
