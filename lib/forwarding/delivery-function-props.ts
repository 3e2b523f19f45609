import type { ForwarderVariables } from "../../lambda/forwarder/settings";
import type { FunctionNetwork } from "../functions/function-network";
import type { SharedResources } from "./shared-resources";

/** What the functions of a lane have in common; `access` is to the lane's own sinks. */
export interface DeliveryFunctionProps extends SharedResources {
  readonly variables: Omit<ForwarderVariables, "SAMPLE_RATES">;
  readonly network: FunctionNetwork | undefined;
}
