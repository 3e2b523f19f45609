import {
  type LogId,
  logGroupName,
  type RedactionOverrides,
  redactionPolicyOf,
  SENSITIVE_DATA_CLASSES,
} from "../../catalog";
import { type EnvironmentConfig, logsFor, sinksOf } from "../../config";
import { parseRecord } from "../../lambda/forwarder/parse";
import { createRedactor, redactText } from "../../lambda/redaction";
import { type CommandContext, type CommandResult, OperatorError, parseTime } from "../cli";
import { plainTable } from "../cli/plain-table";
import { createLogEventsReader, type ReadLogEvents } from "../log-events";
import type { DryRunOptions } from "./dry-run-options";
import { type Finding, Findings } from "./findings";
import { type TimeSlice, timeSlices } from "./time-slices";
import { readUnmasked } from "./unmasked-events";

/** Every class is looked for, also one that the policy keeps: those values leave the account. */
const DETECT_ALL = Object.fromEntries(
  SENSITIVE_DATA_CLASSES.map((name) => [name, { kind: "mask" }]),
) as RedactionOverrides;

interface DryRunResult {
  readonly lines: number;
  readonly linesWithFindings: number;
  /** Lines whose redaction fails: sinks receive them without their text. */
  readonly withheld: number;
  readonly findings: readonly Finding[];
}

/** Reads the lines of an environment's log groups and reports what redaction finds in them, but no value. */
export async function dryRun(
  { config, aws }: CommandContext,
  { log, since, sample }: DryRunOptions,
): Promise<CommandResult> {
  const now = Date.now();
  const slices = timeSlices(parseTime("--since", since, now), now, sample, Math.random);
  const { read, isMasked } = readUnmasked(createLogEventsReader(aws));
  const logs = log === undefined ? logsFor(sinksOf(config)).map(({ id }) => id) : [log];
  if (logs.length === 0)
    throw new OperatorError(`${config.environment} has no sink, so no log line leaves the account`);
  const result = await inspect(config, logs, slices, read);
  const data = { ...result, sample, masked: isMasked() };
  return { data, text: render(data) };
}

/** Redacts every line of the slices. The memory does not depend on the number of lines. */
export async function inspect(
  { environment, redaction }: Pick<EnvironmentConfig, "environment" | "redaction">,
  logs: readonly LogId[],
  slices: readonly TimeSlice[],
  read: ReadLogEvents,
): Promise<DryRunResult> {
  const findings = new Findings((text) => redactText(text).text);
  const counts = { lines: 0, linesWithFindings: 0, withheld: 0 };
  for (const log of logs) {
    const policy = redactionPolicyOf(log, redaction);
    const { redactRecord } = createRedactor({
      overrides: DETECT_ALL,
      onReplacement: (replacement) => {
        findings.count(log, policy, replacement);
      },
    });
    for (const slice of slices)
      for await (const page of read({ logGroupName: logGroupName(environment, log), ...slice }))
        for (const { message = "", timestamp = 0 } of page) {
          const { replacements, failed } = redactRecord(parseRecord(message, timestamp), log);
          counts.lines += 1;
          if (failed) counts.withheld += 1;
          else if (replacements > 0) counts.linesWithFindings += 1;
        }
  }
  return { ...counts, findings: findings.list() };
}

const ACTIONS: Readonly<Record<Finding["action"], string>> = {
  keep: "LEAVES the account",
  hash: "hashed",
  mask: "masked",
};

/** Notes about what the figures mean, in the form for people. */
function render({
  lines,
  linesWithFindings,
  withheld,
  findings,
  sample,
  masked,
}: DryRunResult & { readonly sample: number; readonly masked: boolean }): string {
  const rows = findings.map(({ action, class: sensitiveClass, detector, field, log, count }) => [
    ...[ACTIONS[action], sensitiveClass, detector, log, field, String(count)],
  ]);
  return [
    `${lines} lines, ${linesWithFindings} with sensitive data, ${withheld} withheld because their redaction fails`,
    ...(sample < 1
      ? [
          `a sample of ${sample * 100} % of the time window, spread over it; the counts are those of the sample`,
        ]
      : []),
    ...(masked
      ? [
          "CloudWatch Logs masked the lines, because this role may not unmask them: the counts are too low; use the role auditor",
        ]
      : []),
    ...(rows.length > 0
      ? [
          "",
          plainTable(["what happens", "class", "detector", "log", "field", "count"], rows, [
            ...[false, false, false, false, false, true],
          ]),
        ]
      : []),
    "",
    "The sampling rates and filters of the sinks are not applied. Sensitive data that no detector finds is not in this",
    "report, and leaves the account: docs/redaction.md lists what is detected.",
  ].join("\n");
}
