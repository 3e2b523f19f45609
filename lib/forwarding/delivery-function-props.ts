import type { ForwarderVariables } from "../../lambda/forwarder/settings";
import type { FunctionNetwork } from "../functions/function-network";
import type { SharedResources } from "./shared-resources";

/** Properties that the functions of a delivery pipeline share. `sinkAccess` covers only the pipeline's own sinks. */
export interface DeliveryFunctionProps extends SharedResources {
  readonly variables: Omit<ForwarderVariables, "SAMPLE_RATES">;
  readonly network: FunctionNetwork | undefined;
}
