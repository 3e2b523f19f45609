import { type SinkName, sinkTitle } from "../../../catalog";
import { sinksOf } from "../../../config";
import type { CheckId } from "../../check/check-ids";
import { CHECKS } from "../../check/checks";
import { failed, notVerifiable, type Outcome, verified } from "../../check/outcome";
import type { ListedObject } from "../../parking/list-objects";
import { formatTime } from "../../parking/list-objects";
import type { Cause, DoctorContext } from "../cause";

/** The reasons that the forwarder stores with an event: `verdicts.ts`, `retry.ts` and `http.ts` of lambda/delivery. */
const REASONS = {
  refused: /answered 40[13]\b/,
  network: /no response|connection error|timed out/i,
  limited: /answered 429\b|rate-limits/,
} as const;

/** The check that asks the intake itself whether it accepts the key, from the machine of the operator. */
const INTAKE_CHECKS: Readonly<Partial<Record<SinkName, CheckId>>> = {
  sentry: "sentry-intake",
  datadog: "datadog-intake",
};

const SECRETS: Readonly<Record<SinkName, string>> = {
  sentry: "the DSN",
  datadog: "the API key",
  opensearch: "the credentials, or the role of the forwarder",
};

/** What a sink answered to the forwarder, in the order of likelihood. */
export function sinkAnswers(sink: SinkName): readonly Cause[] {
  const title = sinkTitle(sink);
  const appliesTo: Cause["appliesTo"] = (config) => sinksOf(config).includes(sink);
  return [
    {
      id: `${sink}-refused`,
      appliesTo,
      statement: `${title} refuses ${SECRETS[sink]}: 401 or 403`,
      remedy:
        sink === "opensearch"
          ? "`npx logs check production --only search-roles`; deploy the environment, or store the credentials"
          : `store ${SECRETS[sink]} of an existing project: \`aws secretsmanager put-secret-value\``,
      async run(context) {
        const asked = await askIntake(sink, context);
        if (asked?.result === "failed") return asked;
        return (
          (await parkedFor(sink, "refused", context, (environment) =>
            sink === "opensearch"
              ? `npx logs check ${environment} --only search-roles names the role that differs; deploy the environment, or store the credentials; the replay then sends the parked events`
              : `store ${SECRETS[sink]} again (npx logs check ${environment}); the replay then sends the parked events`,
          )) ?? accepted(sink, context, asked)
        );
      },
    },
    {
      id: `${sink}-unreachable`,
      appliesTo,
      statement: `the forwarder gets no response from ${title}: network, DNS or address`,
      remedy:
        "correct the address; with a VPC without egress, look at its NAT gateway or endpoint. The replay sends the parked events when the sink answers",
      async run(context) {
        const { environment } = context.config;
        return (
          (await parkedFor(
            sink,
            "network",
            context,
            () =>
              `correct the address of ${title}, or the network of the forwarder (npx logs explain ${environment} parking-age); the replay then sends the parked events`,
          )) ?? accepted(sink, context, await askIntake(sink, context))
        );
      },
    },
    {
      id: `${sink}-rate-limited`,
      appliesTo,
      statement: `${title} limits the rate: 429`,
      remedy:
        "wait: the replay sends the parked events. If it remains, raise the quota, or send less (`forwarding.sampleRates`)",
      async run(context) {
        return (
          (await parkedFor(
            sink,
            "limited",
            context,
            (environment) =>
              `wait: the replay sends them as ${title} permits; to see how many are left: npx logs parked ${environment} --sink ${sink}. If it remains, raise the quota at ${title}, or set forwarding.sampleRates`,
          )) ?? verified(`no event waits because ${title} limits the rate`)
        );
      },
    },
    {
      id: `${sink}-parked`,
      appliesTo,
      statement: `events for ${title} are parked for another reason, such as 503 or a proxy`,
      remedy:
        "read the reasons: `npx logs parked production`; the replay sends the events when the sink accepts them",
      async run({ evidence, config: { environment } }) {
        const objects = (await evidence.parked(sink)).filter(
          ({ reasons }) =>
            !reasons.some(({ reason }) => Object.values(REASONS).some((each) => each.test(reason))),
        );
        if (objects.length === 0) return verified(`no event for ${title} is parked for another reason`);
        return failed(
          `${describe(objects)} parked: ${objects[0]?.reasons[0]?.reason ?? "no reason given"}`,
          `fix what the reason names; the replay then sends them: npx logs parked ${environment} --sink ${sink}`,
        );
      },
    },
    {
      id: `${sink}-rejected`,
      appliesTo,
      statement: `${title} rejected events for good: they are in quarantine`,
      remedy: "fix what the reason names, then `npx logs replay production --from quarantine`",
      async run({ evidence, config: { environment } }) {
        const objects = await evidence.rejected(sink);
        if (objects.length === 0) return verified(`no event for ${title} is in quarantine`);
        return failed(
          `${describe(objects)} in quarantine: ${objects[0]?.reasons[0]?.reason ?? "no reason given"}`,
          `fix what the reason names, then npx logs replay ${environment} --from quarantine --sink ${sink}`,
        );
      },
    },
  ];
}

/** Undefined if the sink cannot be asked. */
async function askIntake(sink: SinkName, context: DoctorContext): Promise<Outcome | undefined> {
  try {
    return await CHECKS.find(({ id }) => id === INTAKE_CHECKS[sink])?.run(context);
  } catch {
    // The forwarder may reach a sink that the machine of the operator does not; the own cause of the check states why.
    return undefined;
  }
}

async function parkedFor(
  sink: SinkName,
  kind: keyof typeof REASONS,
  { evidence, config }: DoctorContext,
  remedy: (environment: string) => string,
): Promise<Outcome | undefined> {
  const matches = ({ reason }: ListedObject["reasons"][number]) => REASONS[kind].test(reason);
  const objects = (await evidence.parked(sink)).filter(({ reasons }) => reasons.some(matches));
  if (objects.length === 0) return undefined;
  const reason = objects[0]?.reasons.find(matches)?.reason ?? "";
  return failed(`${describe(objects)} parked: ${reason}`, remedy(config.environment));
}

/** Nothing is parked for a reason: the sink accepts events, or nobody has sent it one. */
async function accepted(
  sink: SinkName,
  { evidence, since, config: { environment } }: DoctorContext,
  asked: Outcome | undefined,
): Promise<Outcome> {
  const { delivered } = await evidence.ledger(sink);
  const title = sinkTitle(sink);
  if (delivered > 0) return verified(`${title} accepted ${delivered} events since ${formatTime(since)}`);
  if (asked?.result === "verified") return asked;
  return notVerifiable(
    `no event is parked for this reason, but ${title} accepted none since ${formatTime(since)} either`,
    `send marked events, and find them in the sink: npx logs smoke ${environment}`,
  );
}

/** `12 events, the oldest of 2026-03-01 12:00:00Z, are` */
function describe(objects: readonly ListedObject[]): string {
  const events = objects.reduce((sum, each) => sum + each.events, 0);
  const oldest = Math.min(...objects.map(({ oldest: time = Infinity }) => time));
  const time = Number.isFinite(oldest) ? formatTime(oldest) : "unknown time";
  return events === 1 ? `1 event, of ${time}, is` : `${events} events, the oldest of ${time}, are`;
}
