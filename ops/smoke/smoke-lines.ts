import { type LogId, LOGS } from "../../catalog";
import { plantSecrets, type PlantedSecret } from "./planted-secrets";

/** A line that the smoke test writes. */
export interface SmokeLine {
  readonly log: LogId;
  /** `application/error`: for messages. */
  readonly name: string;
  /** Milliseconds since the epoch; different for each line of a log. */
  readonly timestamp: number;
  readonly text: string;
  readonly secrets: readonly PlantedSecret[];
}

/** A fictitious traceback, as Python prints it. */
const TRACEBACK = [
  "Traceback (most recent call last):",
  '  File "/opt/inventorysync/inventorysync/smoke.py", line 88, in run',
  "    push(stock)",
  '  File "/opt/inventorysync/inventorysync/smoke.py", line 41, in push',
  "    raise SmokeTestError(stock)",
];

/**
 * The lines of a run: for each log a record, a text, a multi-line traceback, an error with an exception, and a text and an
 * error with made-up secrets.
 *
 * @param run id of the run, which each line contains
 * @param now milliseconds since the epoch
 */
export function smokeLines(run: string, environment: string, now: number): readonly SmokeLine[] {
  return LOGS.flatMap(({ id: log, loggers: [logger] }) => {
    const record = (index: number, fields: Readonly<Record<string, unknown>>) =>
      JSON.stringify({
        "@timestamp": new Date(now + index).toISOString(),
        level: "INFO",
        logger: `${logger}.smoke`,
        event: "smoke.tested",
        request_id: run,
        environment,
        ...fields,
      });
    const line = (index: number, kind: string, text: string, secrets: readonly PlantedSecret[] = []) => ({
      ...{ log, name: `${log}/${kind}`, timestamp: now + index, text, secrets },
    });
    const inText = plantSecrets();
    const inRecord = plantSecrets();
    const message = `smoke test ${run}`;
    return [
      line(0, "record", record(0, { message: `${message}: a record`, value: 1.5, duration_ms: 12 })),
      line(1, "text", `${message}: a text without a structure`),
      // Types of their own: the forwarder limits the events of one issue in a minute, also those of several runs.
      line(
        2,
        "traceback",
        [`${message}: a traceback`, ...TRACEBACK, "SmokeTestTracebackError: made up"].join("\n"),
      ),
      line(
        3,
        "error",
        record(3, {
          level: "ERROR",
          message: `${message}: an error`,
          error_type: "SmokeTestError",
          exception: { type: "SmokeTestError", value: "made up", stacktrace: TRACEBACK.slice(1) },
        }),
      ),
      line(4, "secrets-in-text", `${message}: ${inText.text}`, secretsIn(inText.text, inText.secrets)),
      line(
        5,
        "secrets-in-error",
        record(5, {
          level: "ERROR",
          message: `${message}: ${inRecord.text}`,
          error_type: "SmokeTestSecretError",
          ...inRecord.attributes,
        }),
        inRecord.secrets,
      ),
    ];
  });
}

function secretsIn(text: string, secrets: readonly PlantedSecret[]): readonly PlantedSecret[] {
  return secrets.filter(({ value }) => text.includes(value));
}
