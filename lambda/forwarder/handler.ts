import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { secretReader } from "../secrets";
import { decode } from "./decode";
import { deliver } from "./delivery";
import { unavailable } from "./ledger";
import { metricsWriter } from "./metrics";
import { type OpenedSink, sinkOpener } from "./open-sinks";
import { parseAndRedact } from "./redact";
import { failureOf, type Invocation, summarize } from "./report";
import { rememberSecrets } from "./secrets";
import { parseSettings } from "./settings";
import { sinkBuilders } from "./sink-builders";

export interface HandlerDependencies {
  /** Name of the environment whose log groups it serves. */
  readonly environment: string;
  readonly openSinks: () => Promise<readonly OpenedSink[]>;
  readonly report: (invocation: Invocation) => void;
}

/**
 * Takes what a subscription filter hands over to every sink. It throws unless all of it has an outcome: the payload is
 * then still Lambda's, which tries again and keeps it in the end.
 */
export function createHandler({ environment, openSinks, report }: HandlerDependencies) {
  return async (event: unknown): Promise<void> => {
    const invocation = await forward(event, environment, openSinks);
    report(invocation);
    const failure = failureOf(invocation);
    if (failure !== undefined) throw new Error(failure);
  };
}

const NOTHING = { events: 0, replacements: 0, redactionFailures: 0, ledgers: [] } as const;

async function forward(
  event: unknown,
  environment: string,
  openSinks: HandlerDependencies["openSinks"],
): Promise<Invocation> {
  const decoded = decode(event, environment);
  if (decoded.kind === "refused") return { ...NOTHING, payload: "refused", reason: decoded.reason };
  if (decoded.kind === "control") return { ...NOTHING, payload: "control" };
  const { origin } = decoded;
  if (decoded.events.length === 0) return { ...NOTHING, payload: "events", origin };

  const { events, replacements, failures } = parseAndRedact(decoded.events);
  const opened = await openSinks();
  const ledgers = await deliver(
    events,
    opened.flatMap((each) => ("sink" in each ? each.sink : [])),
  );
  const missing = opened.flatMap((each) =>
    "sink" in each ? [] : unavailable(each.name, events, each.unavailable),
  );
  return {
    payload: "events",
    origin,
    events: events.length,
    replacements,
    redactionFailures: failures,
    ledgers: [...ledgers, ...missing],
  };
}

let forwarder: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Nothing is read before its first invocation. */
export async function handler(event: unknown): Promise<void> {
  forwarder ??= createHandler(realDependencies());
  await forwarder(event);
}

function realDependencies(): HandlerDependencies {
  const settings = parseSettings(process.env);
  const readSecret = rememberSecrets(secretReader(new SecretsManagerClient()));
  const logger = new Logger({ serviceName: "forwarder" });
  const writeMetrics = metricsWriter(settings.environment);
  return {
    environment: settings.environment,
    openSinks: sinkOpener(sinkBuilders(settings, readSecret, Date.now)),
    report(invocation) {
      writeMetrics(invocation);
      logger[failureOf(invocation) === undefined ? "info" : "error"](summarize(invocation), {
        ...invocation,
      });
    },
  };
}
