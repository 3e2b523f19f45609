import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  GetCommandInvocationCommand,
  type GetCommandInvocationResult,
  ListCommandInvocationsCommand,
  SendCommandCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { hostDocumentName } from "../../catalog";
import { hostGroupConfig, hostTag } from "../../config";
import { HOST_CAUSES, type HostCause } from "../../host";
import { type CommandContext, OperatorError } from "../cli";
import type { Outcome, Result } from "../check/outcome";

/** What the script `doctor.sh` found out on a host. */
export interface HostFinding {
  /** The name of the host, or the file of its report. */
  readonly host: string;
  readonly cause: HostCause;
  readonly outcome: Outcome;
}

const RESULTS: readonly Result[] = ["verified", "failed", "not verifiable"];

/** Reads the output of `doctor.sh --report`. @throws OperatorError if it is not one */
export function parseHostReport(host: string, text: string): readonly HostFinding[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const findings = lines.map((line): HostFinding => {
    const [result, cause, how = "", remedy = ""] = line.split("\t");
    const known = HOST_CAUSES.find((candidate) => candidate === cause);
    const valid = RESULTS.find((candidate) => candidate === result);
    if (known === undefined || valid === undefined)
      throw new OperatorError(
        `${host} is no report of doctor.sh of this version; create it with: sudo sh doctor.sh --report`,
      );
    return {
      host,
      cause: known,
      outcome: valid === "verified" ? { result: valid, how } : { result: valid, how, remedy },
    };
  });
  if (findings.length > 0) return findings;
  throw new OperatorError(`${host} is empty; create it with: sudo sh doctor.sh --report`);
}

/** @throws OperatorError if the file cannot be read, or is no report */
export function readHostReport(file: string): readonly HostFinding[] {
  try {
    return parseHostReport(file, readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(
      `--host-report ${file} cannot be read (${(error as NodeJS.ErrnoException).code}); create it with: sudo sh doctor.sh --report`,
      { cause: error },
    );
  }
}

/** The script reads files for some seconds. A host whose agent does not answer is reported after this time. */
const MAX_WAIT_MS = 120_000;
const POLL_MS = 2_000;
const ENDED = new Set(["Success", "Failed", "Cancelled", "TimedOut"]);

export interface RunOnHostsOptions {
  readonly wait?: (ms: number) => Promise<unknown>;
}

/**
 * Runs the SSM document `doctor` on the hosts of every host group, with `ssm:SendCommand`,
 * `ssm:ListCommandInvocations` and `ssm:GetCommandInvocation`, which returns up to 24,000 characters. The document changes
 * nothing.
 *
 * @throws OperatorError if no host runs it, or a host does not end it in two minutes
 */
export async function runOnHosts(
  { aws, config }: CommandContext,
  { wait = sleep }: RunOnHostsOptions = {},
): Promise<readonly HostFinding[]> {
  const client = new SSMClient(aws);
  const groups = Object.keys(config.hosts);
  const invocations = await Promise.all(groups.map((group) => invocationsOf(group)));
  return invocations.flat().flatMap(({ InstanceId = "", Status, StandardOutputContent = "", ...rest }) => {
    if (Status === "Success") return parseHostReport(InstanceId, StandardOutputContent);
    throw new OperatorError(
      `the document on ${InstanceId} ended with ${Status ?? "no status"}: ${rest.StandardErrorContent ?? ""}; run sudo sh doctor.sh on the host`,
    );
  });

  async function invocationsOf(group: string): Promise<readonly GetCommandInvocationResult[]> {
    const DocumentName = hostDocumentName(config.environment, "doctor", group);
    const { key, value } = hostTag(config.environment, group, hostGroupConfig(config, group).tag);
    const { Command } = await client.send(
      new SendCommandCommand({ DocumentName, Targets: [{ Key: `tag:${key}`, Values: [value] }] }),
    );
    const CommandId = Command?.CommandId;
    for (let waited = 0; waited < MAX_WAIT_MS; waited += POLL_MS) {
      await wait(POLL_MS);
      const { CommandInvocations: found = [] } = await client.send(
        new ListCommandInvocationsCommand({ CommandId }),
      );
      if (found.length > 0 && found.every(({ Status = "" }) => ENDED.has(Status)))
        return Promise.all(
          found.map(({ InstanceId }) =>
            client.send(new GetCommandInvocationCommand({ CommandId, InstanceId })),
          ),
        );
    }
    throw new OperatorError(
      `no host with the tag ${key}=${value} has ended ${DocumentName} in ${MAX_WAIT_MS / 1_000} s; run sudo sh doctor.sh on the host, or look at the agent: aws ssm describe-instance-information`,
    );
  }
}
