import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { memoize } from "../../lambda/shared/memoize";
import { type CommandContext, type CommandResult, knownName, OperatorError, parseTime } from "../cli";
import { createEngine } from "../check/engine";
import { listAssociations } from "../check/list-associations";
import { type Diagnosis, diagnose } from "./diagnose";
import type { DoctorOptions } from "./doctor-options";
import { createEvidence } from "./evidence";
import { type HostFinding, readHostReport, runOnHosts } from "./host-report";
import { followLine } from "./line/follow-line";
import { conclusion, renderDiagnosis, renderSymptoms } from "./render-diagnosis";
import { type Symptom, SYMPTOMS } from "./symptoms";

const LINE = "line";

/** `logs doctor`: lists the symptoms, examines some of them, or follows a line. */
export async function doctor(
  context: CommandContext,
  options: DoctorOptions,
  given?: string,
  line?: string,
): Promise<CommandResult> {
  const now = Date.now();
  const since = parseTime("--since", options.since, now);
  if (given === LINE) return followLine(context, options, { text: line, since, now });
  if (line !== undefined)
    throw new OperatorError(`${JSON.stringify(line)} is one argument too many; only line takes a text`);
  if (options.all && given !== undefined)
    throw new OperatorError(`--all examines every symptom; leave out ${given}, or --all`);
  if (given === undefined && !options.all) return listSymptoms(context);
  return examine(context, options, symptomsAsked(given), { since, now });
}

function symptomsAsked(given: string | undefined): readonly Symptom[] {
  if (given === undefined) return SYMPTOMS;
  const ids = [...SYMPTOMS.map(({ id }) => id), LINE];
  const id = knownName("symptom", ids, given);
  return SYMPTOMS.filter((symptom) => symptom.id === id);
}

function listSymptoms({ config: { environment } }: CommandContext): CommandResult {
  return {
    data: SYMPTOMS.map(({ id, title, description, causes }) => ({
      ...{ id, title, description },
      causes: causes.map((cause) => ({ id: cause.id, statement: cause.statement })),
    })),
    text: renderSymptoms(environment, SYMPTOMS),
  };
}

interface ExaminedTime {
  readonly since: number;
  readonly now: number;
}

async function examine(
  context: CommandContext,
  options: DoctorOptions,
  symptoms: readonly Symptom[],
  { since, now }: ExaminedTime,
): Promise<CommandResult> {
  const { config, aws, io } = context;
  const given = options.hostReport === undefined ? undefined : readHostReport(options.hostReport);
  const hostFindings = async (): Promise<readonly HostFinding[] | undefined> =>
    given ?? (options.hosts ? runOnHosts(context) : undefined);
  // Without valid credentials nothing is verifiable: the command ends here, with the explanation of the frame.
  const { Account: account = "" } = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
  const { engine, close } = createEngine(context, options.tunnel);
  const associations = memoize(() => listAssociations(aws));
  try {
    const diagnoses = await diagnose(symptoms, {
      ...{ command: context, config, aws, io, account, engine, since, now },
      associations: () => associations.get(),
      evidence: createEvidence(context, { since, now, hostFindings }),
    });
    return {
      data: { environment: config.environment, ok: isClean(diagnoses), symptoms: diagnoses.map(toData) },
      text: diagnoses.map(renderDiagnosis).join("\n\n"),
      ok: isClean(diagnoses),
    };
  } finally {
    await close();
  }
}

function isClean(diagnoses: readonly Diagnosis[]): boolean {
  return diagnoses.every(({ findings }) => findings.every(({ outcome }) => outcome.result === "verified"));
}

function toData({ symptom: { id, title }, findings }: Diagnosis) {
  return {
    ...{ id, title, conclusion: conclusion(findings) },
    findings: findings.map(({ cause: { id: cause, statement }, outcome }) => ({
      cause,
      statement,
      ...outcome,
    })),
  };
}
