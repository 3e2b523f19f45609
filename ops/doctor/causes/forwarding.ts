import { GetFunctionConcurrencyCommand, paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { logGroupName, type SinkName, sinkTitle } from "../../../catalog";
import { logsFor, sinksOf } from "../../../config";
import { failed, notVerifiable, unlessProblems, verified } from "../../check/outcome";
import { formatTime } from "../../parking/list-objects";
import type { Cause } from "../cause";

const hasSink: NonNullable<Cause["appliesTo"]> = (config) => sinksOf(config).length > 0;

/** No log group of a sink received a line: the trouble is on the hosts. */
export function noLines(sink: SinkName): Cause {
  return {
    id: `${sink}-no-lines`,
    appliesTo: (config) => sinksOf(config).includes(sink),
    statement: `no log group whose lines ${sinkTitle(sink)} receives got a line in the examined time`,
    remedy:
      "look at the hosts: the application, and the CloudWatch agent (`npx logs doctor production permission-denied --hosts`)",
    async run({ evidence, since, config: { environment } }) {
      const logs = logsFor([sink]).map(({ id }) => id);
      const lines = (await evidence.recentLines()).filter(({ log }) => logs.includes(log));
      const groups = logs.map((log) => logGroupName(environment, log)).join(", ");
      if (lines.length > 0)
        return verified(`${lines.length} or more lines since ${formatTime(since)} in ${groups}`);
      return failed(
        `no line arrived in ${groups} since ${formatTime(since)}`,
        `start the application and the CloudWatch agent: npx logs doctor ${environment} permission-denied --hosts; or examine a longer time with --since`,
      );
    },
  };
}

export const functionsStopped: Cause = {
  id: "functions-stopped",
  appliesTo: hasSink,
  statement:
    "a person stopped the forwarder or the replay: no concurrency, or a disabled event source mapping",
  remedy:
    "`aws lambda update-event-source-mapping --enabled`, or `npx cdk deploy 'production/*' --revert-drift`",
  async run({ evidence, config: { environment } }) {
    const { clients, resources } = await evidence.delivery();
    const names = resources.pipelines.flatMap(({ forwarderArn, replayArn }) => [forwarderArn, replayArn]);
    const problems: string[] = [];
    for (const FunctionName of names) {
      const name = FunctionName.split(":")[6] ?? FunctionName;
      const { ReservedConcurrentExecutions } = await clients.lambda.send(
        new GetFunctionConcurrencyCommand({ FunctionName }),
      );
      if (ReservedConcurrentExecutions === 0)
        problems.push(`the function ${name} has the reserved concurrency 0`);
      const pages = paginateListEventSourceMappings({ client: clients.lambda }, { FunctionName });
      for await (const { EventSourceMappings = [] } of pages)
        for (const { UUID = "", State = "" } of EventSourceMappings)
          if (State === "Disabled" || State === "Disabling")
            problems.push(`the event source mapping ${UUID} of the function ${name} is disabled`);
    }
    return unlessProblems(
      problems,
      `the functions ${names.map((arn) => arn.split(":")[6]).join(", ")} have concurrency, and no disabled event source mapping`,
      `aws lambda update-event-source-mapping --uuid <mapping> --enabled, or aws lambda put-function-concurrency; or npx cdk deploy '${environment}/*' --revert-drift`,
    );
  },
};

export const forwarderFails: Cause = {
  id: "forwarder-fails",
  appliesTo: hasSink,
  statement: "the forwarder or the replay failed until nothing retried any more: there are dead letters",
  remedy: "fix what the reason names, then `npx logs replay production --from dead-letters`",
  async run({ evidence, config: { environment } }) {
    const letters = await evidence.deadLetters();
    if (letters.length === 0) return verified("no dead letter of the forwarder or the replay");
    const [first] = letters;
    const events = letters.reduce((sum, letter) => sum + letter.events, 0);
    return failed(
      `${letters.length} dead letters with ${events} events, in the ${first?.place ?? ""}: ${first?.reason ?? ""}`,
      `npx logs explain ${environment} forwarder-errors; fix it, then npx logs replay ${environment} --from dead-letters`,
    );
  },
};

export const belowError: Cause = {
  id: "sentry-below-error",
  appliesTo: ({ sentry }) => sentry !== undefined,
  statement:
    "every line was below `ERROR`, or of a log that is not for Sentry, so the forwarder filtered them",
  remedy:
    "nothing is wrong if there was no error. To test the way: `curl -X POST http://localhost:8000/test-sentry`",
  async run({ evidence, since, config: { environment } }) {
    const { received, filtered } = await evidence.ledger("sentry");
    const time = `since ${formatTime(since)}`;
    if (received === 0)
      return notVerifiable(
        `the forwarder decided on no event ${time}`,
        `examine a longer time with --since, or send marked events: npx logs smoke ${environment}`,
      );
    return filtered < received
      ? verified(`${received - filtered} of ${received} events ${time} were errors for Sentry`)
      : failed(
          `all ${received} events ${time} were filtered: Sentry receives lines of level ERROR and CRITICAL only`,
          "nothing is wrong if there was no error; to test the way, curl -X POST http://localhost:8000/test-sentry on a host; an error that is missing was logged with another level",
        );
  },
};

export const storm: Cause = {
  id: "sentry-storm",
  appliesTo: ({ sentry }) => sentry !== undefined,
  statement:
    "an error came more than ten times a minute, and the storm filter left out more events than it sent",
  remedy: "read the tag `occurrences` of the events in Sentry; fix the error that repeats",
  async run({ evidence, since, config: { environment } }) {
    const { sampled, delivered } = await evidence.ledger("sentry");
    const time = `since ${formatTime(since)}`;
    return sampled <= delivered
      ? verified(`the storm filter left out ${sampled} errors ${time}, and sent ${delivered}`)
      : failed(
          `the storm filter left out ${sampled} errors ${time}; ${delivered} events in Sentry represent them`,
          `no error is lost: the tag occurrences of an event in Sentry is their number. Fix the one that repeats: npx logs query ${environment} error-analysis --since 1h`,
        );
  },
};

export const sampled: Cause = {
  id: "datadog-sampled",
  appliesTo: ({ datadog }) => datadog !== undefined,
  statement: "`forwarding.sampleRates` leaves out lines below `ERROR`",
  remedy: "raise the rate of the log, or expect the fraction",
  async run({ evidence, since, config: { environment } }) {
    const { sampled: left, received } = await evidence.ledger("datadog");
    return left === 0
      ? verified(`sampling left out no event since ${formatTime(since)}`)
      : failed(
          `sampling left out ${left} of ${received} events since ${formatTime(since)}`,
          `set forwarding.sampleRates in config/environments/${environment}.ts to 1 for a log that must be complete, and deploy`,
        );
  },
};
