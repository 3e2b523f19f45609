import {
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
} from "@aws-sdk/client-cloudwatch";
import { type Measured, parseTrigger } from "../notification/alarm-message";
import { stateChangesRequest } from "../notification/alarm-requests";
import type { JsonObject } from "../shared/json";

/** The message of an alarm may have the time in whole seconds. */
const TIME_PRECISION_MS = 1_000;

/** Reads what the message of an alarm does not contain. */
export interface AlarmReader {
  /** What the metric alarms that are in state ALARM measure, by their names. */
  activeConditions(names: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Measured>>;
  /**
   * When an alarm that ended had fired, in milliseconds since the Unix epoch; undefined if its history does not have it.
   * @param endedAt in milliseconds since the Unix epoch
   */
  firedAt(name: string, endedAt: number, signal: AbortSignal): Promise<number | undefined>;
}

export function createAlarmReader(client: CloudWatchClient): AlarmReader {
  return {
    async activeConditions(names, abortSignal) {
      const { MetricAlarms: alarms = [] } = await client.send(
        new DescribeAlarmsCommand({ AlarmNames: [...names], StateValue: "ALARM" }),
        { abortSignal },
      );
      return new Map(
        alarms.flatMap((alarm) => {
          // The API has the members of the message, and the statistic in another spelling.
          const trigger = parseTrigger(alarm as unknown as JsonObject);
          const { AlarmName: name = "", StateReason: reason = "" } = alarm;
          return trigger ? [[name, { trigger, reason }] as const] : [];
        }),
      );
    },
    async firedAt(name, endedAt, abortSignal) {
      const { AlarmHistoryItems: changes = [] } = await client.send(
        new DescribeAlarmHistoryCommand(stateChangesRequest(name)),
        { abortSignal },
      );
      // An alarm that ends was active just before.
      const fired = changes.find(
        ({ HistorySummary: summary = "", Timestamp: at }) =>
          summary.endsWith(" to ALARM") && at !== undefined && at.getTime() < endedAt + TIME_PRECISION_MS,
      );
      return fired?.Timestamp?.getTime();
    },
  };
}
