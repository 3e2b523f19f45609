import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { activeDebugMode, type DebugMode, MAX_DEBUG_MINUTES } from "../../lambda/shared/debug-mode";
import { type CommandContext, type CommandResult, confirm, OperatorError, parseDuration } from "../cli";
import { type AdditionalCost, estimateAdditionalCost } from "./additional-cost";
import { type DebugModeStore, debugModeStores } from "./debug-mode-stores";
import { DEBUG_TARGETS, type DebugAction, type DebugOptions, type DebugTarget } from "./debug-options";

type Stores = Readonly<Record<DebugTarget, DebugModeStore>>;

interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** `logs debug`: shows, starts or ends a debug mode. */
export async function debug(
  context: CommandContext,
  options: DebugOptions,
  action?: string,
): Promise<CommandResult> {
  const minutes = action === "on" ? givenMinutes(options) : 0;
  const caller = await callerOf(context);
  const stores = debugModeStores(context, caller.account);
  switch (action as DebugAction) {
    case "on":
      return start(context, options, stores, caller, minutes);
    case "off":
      return end(context, options, stores);
    case "status":
      return status(context, options, stores);
  }
}

function givenMinutes({ for: duration, target, level, format }: DebugOptions): number {
  const minutes = parseDuration("--for", duration) / 60_000;
  if (minutes > MAX_DEBUG_MINUTES)
    throw new OperatorError(
      `--for is ${duration}, expected at most ${MAX_DEBUG_MINUTES}m; start debug mode again when it has ended`,
    );
  if (target === "forwarder" && (level !== "DEBUG" || format !== undefined))
    throw new OperatorError(
      "the forwarders have the level DEBUG only, and no other format; leave out --level and --format",
    );
  return minutes;
}

async function callerOf({ aws }: CommandContext): Promise<Caller> {
  const { Account: account, Arn: arn } = await new STSClient(aws).send(new GetCallerIdentityCommand());
  if (account === undefined || arn === undefined)
    throw new OperatorError(
      "AWS STS did not return the account and the ARN of the caller; check AWS_ENDPOINT_URL",
    );
  return { account, arn };
}

async function start(
  context: CommandContext,
  options: DebugOptions,
  stores: Stores,
  { arn }: Caller,
  minutes: number,
): Promise<CommandResult> {
  const { config, io } = context;
  const { level, format, factor, target = "application" } = options;
  const now = Date.now();
  const planned: DebugMode = {
    level,
    ...(format && { format }),
    since: new Date(now).toISOString(),
    until: new Date(now + minutes * 60_000).toISOString(),
    startedBy: arn,
  };
  // The forwarders write one more line for each invocation, whatever the volume.
  const cost =
    target === "application" ? await estimateAdditionalCost(context, { factor, minutes }, now) : NO_COST;
  const before = activeDebugMode(await stores[target].read(), now);
  const plan = [
    `${config.environment}, ${target}: level ${level}${format ? `, format ${format}` : ""} for ${minutes} minutes`,
    ...(before ? [`replaces the debug mode of ${before.startedBy}, which ends at ${before.until}`] : []),
    describeCost(cost, factor),
  ].join("\n");
  const data = { target, mode: planned, ...(before && { replaces: before }), cost };
  if (options.dryRun) return { data: { ...data, dryRun: true }, text: plan };
  io.stderr.write(`${plan}\n`);
  if (!(await confirm(io, "Start debug mode?", options)))
    return { data: { ...data, cancelled: true }, text: "nothing was changed", ok: false };
  // A person may have taken long to confirm, and the duration begins now.
  const since = Date.now();
  const mode: DebugMode = {
    ...planned,
    since: new Date(since).toISOString(),
    until: new Date(since + minutes * 60_000).toISOString(),
  };
  await stores[target].write(mode);
  return {
    data: { ...data, mode },
    text: `debug mode of the ${target} is on until ${mode.until}, in ${stores[target].place}; it ends by itself`,
  };
}

async function end(
  context: CommandContext,
  { target, dryRun }: DebugOptions,
  stores: Stores,
): Promise<CommandResult> {
  const modes = await readModes(target, stores);
  const active = modes.filter(({ mode }) => mode);
  const verb = dryRun ? "would be" : "is";
  if (!dryRun) for (const each of active) await stores[each.target].clear();
  return {
    data: { environment: context.config.environment, ended: active, ...(dryRun && { dryRun }) },
    text:
      active.length === 0
        ? "debug mode is off already"
        : active.map((each) => `debug mode of the ${each.target} ${verb} off`).join("\n"),
  };
}

async function status(
  context: CommandContext,
  { target }: DebugOptions,
  stores: Stores,
): Promise<CommandResult> {
  const modes = await readModes(target, stores);
  return {
    data: { environment: context.config.environment, modes },
    text: modes
      .map(({ target: name, mode }) =>
        mode
          ? `${name}: ${mode.level}${mode.format ? `, ${mode.format}` : ""} until ${mode.until}, started at ${mode.since} by ${mode.startedBy}`
          : `${name}: off`,
      )
      .join("\n"),
  };
}

interface TargetMode {
  readonly target: DebugTarget;
  /** Absent if it is off. */
  readonly mode?: DebugMode;
}

async function readModes(target: DebugTarget | undefined, stores: Stores): Promise<readonly TargetMode[]> {
  return Promise.all(
    (target ? [target] : DEBUG_TARGETS).map(async (each) => {
      const mode = activeDebugMode(await stores[each].read(), Date.now());
      return { target: each, ...(mode && { mode }) };
    }),
  );
}

const NO_COST: AdditionalCost = { gib: 0, usd: 0 };

function describeCost(cost: AdditionalCost | string, factor: number): string {
  if (cost === NO_COST) return "additional cost: one more line for each invocation of a forwarder";
  if (typeof cost === "string") return `the additional cost is unknown: ${cost}`;
  return (
    `additional cost: about ${cost.usd.toFixed(2)} USD for ${cost.gib.toFixed(3)} GiB of log lines, if the application log has ` +
    `${factor} times the volume of the last week (--factor), without what Datadog and Sentry charge`
  );
}
