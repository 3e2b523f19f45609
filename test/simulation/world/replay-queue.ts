import { PARKED_PREFIX, type SinkName } from "../../../catalog";
import { isObject } from "../../../lambda/shared/json";
import { type Plan, troublesOf } from "../plan";
import type { Lane } from "./delivery-pipeline";
import type { Agenda } from "./event-loop";
import type { Process } from "./process";
import type { Timeline } from "./timeline";

/** The replay queues of all lanes, each with the function that reads it. */
export interface ReplayQueue {
  /** Messages that were received too often. */
  readonly deadLetters: readonly string[];
  /** Keys of the objects that were announced, as often as they were. */
  readonly announced: readonly string[];
  /** Messages that wait, or are being dealt with. */
  waiting(): number;
  announce(key: string): void;
  /** Puts a message on the queue of a lane, whatever it says. */
  send(lane: Lane, body: string): void;
  hideFor(process: Process): (receiptHandle: string, seconds: number) => Promise<void>;
}

/** Far more than a plan's troubles last: what comes here is tried for ever. */
const MAX_RECEIVES = 200;
/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBLE_AFTER_TIMEOUTS = 6;
const NOTIFICATION_MS = 700;
/** How many replays of a lane run at a time, and when the next look is taken where they all do. */
const MAX_CONCURRENCY = 2;
const NEXT_LOOK_MS = 1_000;

interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
  visibleAt: number;
}

export function createReplayQueue(
  plan: Plan,
  agenda: Agenda,
  timeline: Timeline,
  laneOf: (sink: SinkName) => Lane,
): ReplayQueue {
  const messages = new Map<string, Message>();
  const deadLetters: string[] = [];
  const busy = new Map<Lane, number>();
  const echoes = troublesOf(plan, "echo");
  let sent = 0;
  const announced: string[] = [];
  let announcements = 0;

  function send(lane: Lane, body: string): void {
    sent += 1;
    const message: Message = { id: `message-${sent}`, body, receives: 0, visibleAt: 0 };
    messages.set(message.id, message);
    agenda.after(NOTIFICATION_MS, () => {
      receive(lane, message);
    });
  }

  function receive(lane: Lane, message: Message): void {
    const running = busy.get(lane) ?? 0;
    if (running >= MAX_CONCURRENCY) {
      agenda.after(NEXT_LOOK_MS, () => {
        receive(lane, message);
      });
      return;
    }
    if (message.receives >= MAX_RECEIVES) {
      messages.delete(message.id);
      deadLetters.push(message.body);
      return;
    }
    message.receives += 1;
    message.visibleAt = agenda.now() + VISIBLE_AFTER_TIMEOUTS * plan.timeout * 1_000;
    busy.set(lane, running + 1);
    lane.replay({ Records: [recordOf(message)] }, (ending) => {
      busy.set(lane, (busy.get(lane) ?? 1) - 1);
      if (ending.kind === "returned" && !hasFailed(ending.value, message)) messages.delete(message.id);
      else
        agenda.after(message.visibleAt - agenda.now(), () => {
          receive(lane, message);
        });
    });
  }

  return {
    deadLetters,
    announced,
    waiting: () => messages.size,
    send,
    announce(key) {
      announcements += 1;
      const times = echoes.some(({ announcement }) => announcement === announcements) ? 2 : 1;
      const lane = laneOf(sinkOf(key));
      for (let time = 0; time < times; time += 1) {
        announced.push(key);
        send(lane, notification(key));
      }
    },
    hideFor: (process) => (receiptHandle, seconds) =>
      process.effect(() => {
        if (troublesOf(plan, "queue").some((trouble) => timeline.isWithin(trouble)))
          return { tookMs: 0, error: new Error("the queue is not there") };
        const message = messages.get(receiptHandle);
        if (message) message.visibleAt = agenda.now() + seconds * 1_000;
        return { tookMs: 0, value: undefined };
      }),
  };
}

/** The bucket's notifications are told apart by the prefix: `parked/<sink>/`. */
function sinkOf(key: string): SinkName {
  return key.slice(PARKED_PREFIX.length).split("/")[0] as SinkName;
}

function notification(key: string): string {
  return JSON.stringify({
    Records: [{ s3: { object: { key: encodeURIComponent(key).replaceAll("%2F", "/") } } }],
  });
}

function recordOf({ id, body, receives }: Message) {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: { ApproximateReceiveCount: String(receives) },
  };
}

function hasFailed(answer: unknown, { id }: Message): boolean {
  const failures = isObject(answer) ? answer["batchItemFailures"] : [];
  return (
    Array.isArray(failures) &&
    failures.some((failure) => isObject(failure) && failure["itemIdentifier"] === id)
  );
}
