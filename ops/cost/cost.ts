import { type CommandContext, type CommandResult, parseTime } from "../cli";
import { alternatives } from "./alternatives";
import type { CostOptions } from "./cost-options";
import { estimate, type Workload } from "./estimate";
import { givenVolumes } from "./given-volumes";
import { measuredVolumes } from "./measured-volumes";
import { pricesOf, readPriceFile } from "./prices";
import { renderEstimate } from "./render-estimate";

/** The monthly cost of an environment at a volume of logs. */
export async function cost(context: CommandContext, options: CostOptions): Promise<CommandResult> {
  const { config, aws, io } = context;
  const given = givenVolumes(options);
  const prices =
    options.prices === undefined ? pricesOf(aws.region) : readPriceFile(options.prices, aws.region);
  const now = Date.now();
  const volumes = given ?? (await measuredVolumes(context, parseTime("--since", options.since, now), now));
  const { hosts, errorShare, invocation: invocationMs } = options;
  const workload: Workload = { volumes, hosts, errorShare, invocationMs };
  const result = estimate(config, workload, prices);
  const changes = alternatives(config, workload, prices, result);
  return {
    data: { environment: config.environment, workload, ...result, alternatives: changes, prices },
    text: renderEstimate({ config, workload, prices, result, changes }, io),
  };
}
