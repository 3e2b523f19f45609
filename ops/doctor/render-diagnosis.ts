import type { Result } from "../check/outcome";
import { printableLine } from "../cli";
import type { Diagnosis, Finding } from "./diagnose";
import type { Symptom } from "./symptoms";

const SYMBOLS: Readonly<Record<Result, string>> = { verified: "✔", failed: "✘", "not verifiable": "?" };

/** The cause in one sentence, then every finding with its remedy. What hosts and sinks say is escaped. */
export function renderDiagnosis({ symptom, findings }: Diagnosis): string {
  return [
    `${symptom.title}: ${conclusion(findings)}`,
    "",
    ...withoutRepetition(findings).flatMap(renderFinding),
  ].join("\n");
}

/** What the first finding says. */
export function conclusion(findings: readonly Finding[]): string {
  const [first] = findings;
  if (first?.outcome.result === "failed") return printableLine(first.outcome.how);
  const open = findings.filter(({ outcome }) => outcome.result === "not verifiable").length;
  return open === 0
    ? `no cause found; all ${findings.length} checks are verified`
    : `no cause found; ${open} of ${findings.length} checks are not verifiable`;
}

/** Findings with the same text, such as those of hosts that nobody asked, are one. */
function withoutRepetition(findings: readonly Finding[]): readonly RenderedFinding[] {
  const rendered = new Map<string, RenderedFinding>();
  for (const { cause, outcome } of findings) {
    const key = JSON.stringify(outcome);
    rendered.set(key, { outcome, causes: [...(rendered.get(key)?.causes ?? []), cause.id] });
  }
  return [...rendered.values()];
}

interface RenderedFinding extends Pick<Finding, "outcome"> {
  readonly causes: readonly string[];
}

function renderFinding({ causes, outcome }: RenderedFinding): readonly string[] {
  const remedy = outcome.result === "verified" ? [] : [`      remedy: ${printableLine(outcome.remedy)}`];
  return [`  ${SYMBOLS[outcome.result]} ${causes.join(", ")}: ${printableLine(outcome.how)}`, ...remedy];
}

export function renderSymptoms(environment: string, symptoms: readonly Symptom[]): string {
  const width = Math.max(...symptoms.map(({ id }) => id.length));
  return [
    ...symptoms.map(({ id, description }) => `${id.padEnd(width)}  ${description}`),
    "",
    `Find the cause: npx logs doctor ${environment} <symptom>. Follow one line: npx logs doctor ${environment} line <text or id>.`,
  ].join("\n");
}
