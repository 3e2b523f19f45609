import { randomBytes } from "node:crypto";
import {
  type LambdaClient,
  paginateListFunctions,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { SINKS, type SinkName } from "../../../catalog";
import type { FaultTargets } from "../../platform";
import { readSecret, writeSecret } from "../../startup/deployment";
import type { Endpoints } from "../../endpoints";
import type { VerificationReport } from "..";
import type { Traffic } from "./traffic";

/**
 * How long the sinks refuse the credentials that are still in Secrets Manager: three flushes of the traffic, so that events
 * of every sink are refused.
 */
const REVOKED_MS = 6_000;

/** The hash keys before and after the rotation. */
export interface HashKeys {
  readonly before: string;
  readonly after: string;
}

/**
 * Rotates every secret in the order that delays events the most: each sink refuses the old credential first, and the new one is
 * in Secrets Manager only afterwards. Rotates the hash key last.
 */
export async function rotateSecrets(
  endpoints: Endpoints,
  faultTargets: FaultTargets,
  traffic: Traffic,
  print: (line: string) => void,
): Promise<HashKeys> {
  const newValues: Readonly<Record<SinkName, string>> = {
    opensearch: JSON.stringify(await faultTargets.opensearch.rotatePassword()),
    sentry: faultTargets.sentry.rotateKey(),
    datadog: faultTargets.datadog.rotateApiKey(),
  };
  print(
    `  every sink refuses the old credential for ${REVOKED_MS / 1_000} s; then Secrets Manager has the new one`,
  );
  await traffic.runFor(REVOKED_MS);
  for (const { name, secret } of SINKS) await writeSecret(endpoints, secret, newValues[name]);

  const before = await readSecret(endpoints, "redaction-key");
  const after = randomBytes(32).toString("hex");
  await writeSecret(endpoints, "redaction-key", after);
  print("  every secret has a new value");
  return { before, after };
}

/**
 * Replaces the execution environments of all functions, as a deployment does: Lambda replaces them when an environment
 * variable changes. Only while no event is in flight: the emulator ends running invocations, too.
 */
export async function replaceExecutionEnvironments(client: LambdaClient): Promise<void> {
  for await (const { Functions } of paginateListFunctions({ client }, {}))
    for (const { FunctionName, Environment } of Functions ?? [])
      await client.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Environment: { Variables: { ...Environment?.Variables, ROTATED_AT: new Date().toISOString() } },
        }),
      );
}

/** A check fails if a sink refused no request, because the rotation then did not test the refresh of its credentials. */
export function reportRefusals(messages: readonly string[], report: VerificationReport): void {
  report.section("credentialRotation", "Rotation of the credentials");
  for (const { name } of SINKS) {
    const refusals = messages.filter((message) => new RegExp(`${name} answered 40[13]`).test(message)).length;
    report.check({
      name,
      passed: refusals > 0,
      statement: `${name}: ${refusals} reports of invocations whose credentials were refused`,
      figures: { refusals },
    });
  }
}
