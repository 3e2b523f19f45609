import { evaluateInsights, type InsightsEvent, type InsightsOptions, type InsightsRow } from "./index";

/** The time of the first event of `logEvents`. */
export const START = Date.UTC(2026, 10, 26, 15);

/** Events one second apart, in the order of their messages. An object becomes a JSON message. */
export function logEvents(...messages: readonly (object | string)[]): readonly InsightsEvent[] {
  return messages.map((message, index) => eventAt(START + index * 1000, message));
}

export function eventAt(timestamp: number, message: object | string): InsightsEvent {
  return {
    timestamp,
    message: typeof message === "string" ? message : JSON.stringify(message),
    logGroup: "/inventorysync/test",
    logStream: "stream-1",
  };
}

/** The results of a query over the hour that begins with START. */
export function ask(
  query: string,
  events: readonly InsightsEvent[],
  options: Partial<InsightsOptions> = {},
): readonly InsightsRow[] {
  return evaluateInsights(query, events, { from: START, to: START + 3_600_000, ...options });
}

/** The value of an expression for one event with these fields; `undefined` if it is absent. */
export function valueOf(
  expression: string,
  fields: object = {},
  options: Partial<InsightsOptions> = {},
): string | number | undefined {
  return ask(`fields ${expression} as result`, logEvents(fields), options)[0]?.["result"];
}

/** The field `name` of the events that pass the filter, in the order of the events. */
export function namesThatPass(condition: string, ...messages: readonly object[]): readonly unknown[] {
  const query = `fields name | filter ${condition} | sort @timestamp asc`;
  return ask(query, logEvents(...messages)).map((row) => row["name"]);
}
