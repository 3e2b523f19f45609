import { rejectedPrefix, SINK_NAMES } from "../../catalog";
import { type CommandContext, type CommandResult, confirm, parseTime } from "../cli";
import { type DeadLetterSource, listDeadLetters } from "./dead-letter-list";
import { createDeliveryClients, findDeliveryResources } from "./delivery-resources";
import { openParkingBucket } from "./parking-bucket";
import type { ReplayOptions } from "./parking-options";
import { invokeAgain, redriveMessages } from "./replay-dead-letters";
import { isEmptyPlan, isSelected, planReplay, renderPlan, type ReplayPlan, sourcesOf } from "./replay-plan";
import { replayQuarantined, replayUndecodable } from "./replay-quarantined";
import { stillParked, waitUntilSettled } from "./wait-until-settled";

/** How long `--wait` waits: longer than the 15 minutes between two attempts of the replay. */
const DEFAULT_WAIT = "30m";

/** `logs replay`: puts events back that nothing retries. It can be interrupted at any point, and run again. */
export async function replay(context: CommandContext, options: ReplayOptions): Promise<CommandResult> {
  const { config, io } = context;
  const clients = createDeliveryClients(context);
  const resources = await findDeliveryResources(clients, config);
  const bucket = openParkingBucket(clients.s3, resources.bucket);
  const source: DeadLetterSource = { clients, resources, bucket, environment: config.environment };
  const plan = await planReplay(source, options);
  const planned = planData(plan);
  if (options.dryRun)
    return { data: { dryRun: true, planned }, text: isEmptyPlan(plan) ? NOTHING : renderPlan(plan) };
  if (isEmptyPlan(plan)) {
    // The on-failure queue may have messages without events, which keep its alarm active.
    if (sourcesOf(options).includes("dead-letters"))
      await invokeAgain(source, config, options, () => undefined);
    return { data: { planned }, text: NOTHING };
  }
  io.stderr.write(`${renderPlan(plan)}\n`);
  if (!(await confirm(io, "Put them back?", options)))
    return { data: { planned, cancelled: true }, text: "nothing was changed", ok: false };

  const progress = (text: string) => {
    if (!context.json) io.stderr.write(`${text}\n`);
  };
  const parkedKeys = await putBack(source, plan, context, options, progress);
  return outcome(source, options, { planned, parkedKeys, progress });
}

const NOTHING = "nothing to put back";

/** @returns the keys of the parked objects that the replay is notified of */
async function putBack(
  source: DeadLetterSource,
  plan: ReplayPlan,
  { config }: CommandContext,
  options: ReplayOptions,
  progress: (text: string) => void,
): Promise<readonly string[]> {
  const keys: string[] = [];
  const count = (total: number, what: string) => {
    let done = 0;
    return () => {
      done += 1;
      progress(`${what}: ${done} of ${total}`);
    };
  };
  const onQuarantined = count(plan.quarantined.length, "quarantined objects put back");
  for (const { key, sink } of plan.quarantined) {
    if (sink) keys.push(await replayQuarantined(source.bucket, sink, key));
    onQuarantined();
  }
  for (const { key } of plan.undecodable)
    keys.push(...[await replayUndecodable(source, key)].flatMap((one) => one ?? []));
  if (sourcesOf(options).includes("dead-letters")) {
    keys.push(...(await redriveMessages(source, options)));
    const invocations = plan.deadLetters.filter(({ place }) => place !== "dead-letter queue").length;
    await invokeAgain(source, config, options, count(invocations, "invocations of a forwarder"));
  }
  const onParked = count(plan.parked.length, "parked objects notified");
  for (const { key } of plan.parked) {
    await source.bucket.renew(key);
    keys.push(key);
    onParked();
  }
  return [...new Set(keys)];
}

interface PutBack {
  readonly planned: ReturnType<typeof planData>;
  readonly parkedKeys: readonly string[];
  readonly progress: (text: string) => void;
}

/** Waits if asked, and reports what remains. */
async function outcome(
  source: DeadLetterSource,
  { wait, ...options }: ReplayOptions,
  { planned, parkedKeys, progress }: PutBack,
): Promise<CommandResult> {
  const now = Date.now();
  const waitMs = wait === undefined ? 0 : now - parseTime("--wait", wait === true ? DEFAULT_WAIT : wait, now);
  const parked =
    waitMs > 0
      ? await waitUntilSettled(source.bucket, parkedKeys, now + waitMs, (settled) => {
          progress(`settled by the replay: ${settled} of ${parkedKeys.length} parked objects`);
        })
      : await stillParked(source.bucket, parkedKeys);
  const quarantined = await countQuarantined(source, options);
  const deadLetters = (await listDeadLetters(source, Infinity)).filter((letter) =>
    isSelected(letter, options),
  );
  const remaining = { parked: parked.length, quarantined, deadLetters: deadLetters.length };
  const isSettled = Object.values(remaining).every((count) => count === 0);
  return {
    data: { planned, settled: parkedKeys.length - parked.length, remaining, parkedKeys: parked },
    text: isSettled
      ? "everything is settled: nothing is parked, quarantined or in a dead-letter queue any more"
      : [
          `settled: ${parkedKeys.length - parked.length} of ${parkedKeys.length} parked objects`,
          `remaining: ${parked.length} parked, ${quarantined} quarantined, ${deadLetters.length} dead letters`,
          ...(parked.length > 0
            ? ["The replay retries the parked objects; `npx logs parked` shows why they remain."]
            : []),
          ...(quarantined > 0
            ? ["`npx logs quarantine` shows why a sink rejected events, now or again."]
            : []),
        ].join("\n"),
    ok: isSettled,
  };
}

/** Rejected objects of the sinks that were replayed: those that a sink rejected again, and new ones. */
async function countQuarantined({ bucket }: DeadLetterSource, { sink, key }: ReplayOptions): Promise<number> {
  let count = 0;
  for (const each of sink ? [sink] : SINK_NAMES)
    for await (const object of bucket.list(rejectedPrefix(each)))
      if (key === undefined || object.key.startsWith(key)) count += 1;
  return count;
}

function planData({ quarantined, undecodable, deadLetters, parked }: ReplayPlan) {
  const sum = (entries: readonly { readonly events: number }[]) => ({
    count: entries.length,
    events: entries.reduce((events, entry) => events + entry.events, 0),
  });
  return {
    quarantined: sum(quarantined),
    undecodable: sum(undecodable),
    deadLetters: sum(deadLetters),
    parked: sum(parked),
  };
}
