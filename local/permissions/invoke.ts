import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { parseObject } from "../../lambda/shared/json";
import { type Outcome, withoutRandomText } from "./outcome";

/** Invokes a function with an event, and waits for its response. */
export type Invoke = (event: unknown) => Promise<Invocation>;

export interface Invocation {
  readonly failed: boolean;
  /** Response and log without random text. */
  readonly outcome: Outcome;
}

/**
 * A function reads its secrets once in each execution environment. A changed environment variable makes Lambda replace
 * them, as a deployment does.
 */
export async function inNewEnvironment(client: LambdaClient, FunctionName: string): Promise<Invoke> {
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, STARTED_AT: new Date().toISOString() };
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  return async (event) => {
    const { FunctionError, response, LogResult } = await invoke(client, FunctionName, event);
    const failed = FunctionError !== undefined;
    return {
      failed,
      outcome: {
        response: withoutRandomText(response),
        failed,
        messages: notableMessages(Buffer.from(LogResult ?? "", "base64").toString()),
      },
    };
  };
}

/**
 * The emulator ends the processes of the former environments while other events can still reach them, such as alarms that
 * invoke the notifier. An invocation that meets such a process has not started.
 */
const NOT_STARTED = "Worker process exited immediately";
const MAX_ATTEMPTS = 5;

async function invoke(client: LambdaClient, FunctionName: string, event: unknown) {
  for (let attempt = 1; ; attempt += 1) {
    const { FunctionError, Payload, LogResult } = await client.send(
      new InvokeCommand({ FunctionName, LogType: "Tail", Payload: JSON.stringify(event) }),
    );
    const response = Buffer.from(Payload ?? []).toString();
    if (!response.includes(NOT_STARTED)) return { FunctionError, response, LogResult };
    if (attempt === MAX_ATTEMPTS)
      throw new Error(`the emulator did not start the function ${FunctionName} in ${MAX_ATTEMPTS} attempts`);
  }
}

/** Messages of the level WARN or higher, and those of debug mode. */
function notableMessages(log: string): string[] {
  const messages = log.split("\n").flatMap((line) => {
    const { level, message } = parseObject(line);
    return level === "WARN" || level === "ERROR" || level === "DEBUG"
      ? [withoutRandomText(String(message))]
      : [];
  });
  return [...new Set(messages)].toSorted();
}
