import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";

/** Sets environment variables of functions for a while. */
export async function withFunctionVariables(
  client: LambdaClient,
  functionArns: readonly string[],
  variables: Readonly<Record<string, string>>,
  run: () => Promise<void>,
): Promise<void> {
  const originals = await Promise.all(
    functionArns.map(async (FunctionName) => {
      const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return { FunctionName, Variables: Environment?.Variables ?? {} };
    }),
  );
  const update = async (FunctionName: string, Variables: Record<string, string>) => {
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    await waitUntilFunctionUpdatedV2({ client, minDelay: 1, maxWaitTime: 600 }, { FunctionName });
  };
  try {
    for (const { FunctionName, Variables } of originals)
      await update(FunctionName, { ...Variables, ...variables });
    await run();
  } finally {
    for (const { FunctionName, Variables } of originals) await update(FunctionName, Variables);
  }
}
