import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { SinkName } from "../../catalog";
import type { SampleRates } from "../../lambda/forwarder/sampling";
import { parseSampleRates } from "../../lambda/forwarder/settings";
import { type DeliveryResources, pipelineOf } from "../parking/delivery-resources";

/** The rates of the deployed forwarders, which a checkout can differ from. */
export async function deployedSampleRates(
  client: LambdaClient,
  resources: DeliveryResources,
  sinks: readonly SinkName[],
): Promise<ReadonlyMap<SinkName, SampleRates>> {
  const rates = new Map<SinkName, SampleRates>();
  for (const sink of sinks) {
    const { forwarderArn: FunctionName } = pipelineOf(resources, sink);
    const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    rates.set(sink, parseSampleRates(Environment?.Variables ?? {}));
  }
  return rates;
}
