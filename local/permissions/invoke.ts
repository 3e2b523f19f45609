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
    const { FunctionError, Payload, LogResult } = await client.send(
      new InvokeCommand({ FunctionName, LogType: "Tail", Payload: JSON.stringify(event) }),
    );
    const failed = FunctionError !== undefined;
    return {
      failed,
      outcome: {
        response: withoutRandomText(Buffer.from(Payload ?? []).toString()),
        failed,
        problems: problemsIn(Buffer.from(LogResult ?? "", "base64").toString()),
      },
    };
  };
}

/** Messages of the level WARN or higher. */
function problemsIn(log: string): string[] {
  const messages = log.split("\n").flatMap((line) => {
    const { level, message } = parseObject(line);
    return level === "WARN" || level === "ERROR" ? [withoutRandomText(String(message))] : [];
  });
  return [...new Set(messages)].toSorted();
}
