import type { CommandContext, CommandResult } from "../cli";
import { plainTable } from "../cli/plain-table";
import { type DeadLetter, listDeadLetters } from "./dead-letter-list";
import { createDeliveryClients, findDeliveryResources } from "./delivery-resources";
import { formatTime } from "./list-objects";
import { openParkingBucket } from "./parking-bucket";
import type { DeadLettersOptions } from "./parking-options";

/** `logs dead-letters`: what nothing retries any more, and why. Consumes no message. */
export async function deadLetters(
  context: CommandContext,
  { sink, limit }: DeadLettersOptions,
): Promise<CommandResult> {
  const { environment } = context.config;
  const clients = createDeliveryClients(context);
  const resources = await findDeliveryResources(clients, context.config);
  const bucket = openParkingBucket(clients.s3, resources.bucket);
  const all = await listDeadLetters({ clients, resources, bucket, environment }, limit);
  const letters = all.filter(({ sinks }) => sink === undefined || sinks.includes(sink));
  const events = letters.reduce((sum, letter) => sum + letter.events, 0);
  return {
    data: { deadLetters: letters.map(toData) },
    text:
      letters.length === 0
        ? "no dead letters"
        : [
            renderDeadLetters(letters),
            "",
            `${letters.length} dead letters, ${events} events. First fix the cause; then \`npx logs replay\` puts them back.`,
          ].join("\n"),
    ok: letters.length === 0,
  };
}

export function renderDeadLetters(letters: readonly DeadLetter[]): string {
  return plainTable(
    ["place", "sinks", "stored", "events", "oldest event", "reason", "content"],
    letters.map(({ place, sinks, at, events, oldest, reason, key, logs }) => [
      place,
      sinks.join(", ") || "–",
      formatTime(at),
      String(events),
      oldest === undefined ? "–" : formatTime(oldest),
      reason,
      [key, logs && Object.entries(logs).map(([log, count]) => `${count} ${log}`)]
        .flat()
        .filter(Boolean)
        .join(" "),
    ]),
    [false, false, false, true],
  );
}

function toData({ at, oldest, ...letter }: DeadLetter) {
  return {
    ...letter,
    at: new Date(at).toISOString(),
    ...(oldest !== undefined && { oldest: new Date(oldest).toISOString() }),
  };
}
