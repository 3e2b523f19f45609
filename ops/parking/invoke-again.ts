import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { parseObject } from "../../lambda/shared/json";
import { OperatorError } from "../cli";

/**
 * Invokes a forwarder, and waits for the result.
 *
 * @returns what the function returned
 * @throws OperatorError if the function fails, or reports a Kinesis record as failed
 */
export async function invokeForwarder(
  client: LambdaClient,
  functionArn: string,
  event: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(event) }),
  );
  const result = parseObject(Buffer.from(Payload ?? []).toString("utf8"));
  const name = functionArn.split(":")[6] ?? functionArn;
  const remedy =
    "Nothing was deleted. Fix the cause (docs/runbook.md, forwarder-errors), then run the command again.";
  if (FunctionError !== undefined)
    throw new OperatorError(`the forwarder ${name} failed: ${errorOf(result) ?? FunctionError}. ${remedy}`);
  const { batchItemFailures = [] } = result;
  if (Array.isArray(batchItemFailures) && batchItemFailures.length > 0)
    throw new OperatorError(
      `the forwarder ${name} could neither deliver nor park ${batchItemFailures.length} Kinesis records. ${remedy}`,
    );
  return result;
}

function errorOf({ errorMessage, errorType }: Readonly<Record<string, unknown>>): string | undefined {
  return [errorMessage, errorType].find((text) => typeof text === "string");
}
