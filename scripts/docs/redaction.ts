import {
  CLASS_DESCRIPTIONS,
  LOG_REDACTION_OVERRIDES,
  LOGS,
  SENSITIVE_DATA_CLASSES,
  type SensitiveDataClass,
  type RedactionAction,
  DEFAULT_REDACTION_POLICY,
} from "../../catalog";
import { DETECTORS } from "../../lambda/redaction/detectors";
import type { Detector } from "../../lambda/redaction/detectors/detector";
import { SENSITIVE_NAMES } from "../../lambda/redaction/keys/sensitive-names";
import { KINDS } from "../../lambda/redaction/kinds";
import { label } from "../../lambda/redaction/labels";
import { code, table } from "./markdown";

/** What becomes of each class, in every log and where a log has a row of its own. */
export function policyTable(): string {
  return table(
    ["class", "is about", "becomes", "otherwise in"],
    SENSITIVE_DATA_CLASSES.map((name) => [
      name,
      CLASS_DESCRIPTIONS[name],
      DEFAULT_REDACTION_POLICY[name].kind,
      logOverrides(name),
    ]),
  );
}

function logOverrides(name: SensitiveDataClass): string {
  return LOGS.flatMap(({ id }) => {
    const action: RedactionAction | undefined = LOG_REDACTION_OVERRIDES[id]?.[name];
    return action === undefined ? [] : `${id}: ${action.kind}${reason(action)}`;
  }).join("; ");
}

function reason(action: RedactionAction): string {
  return action.kind === "keep" ? ` (${action.reason})` : "";
}

/** The keys whose values go whatever they look like, or if they look it. */
export function keyTable(): string {
  return table(
    ["label", "class", "last words of the key", "the value must"],
    SENSITIVE_NAMES.map(({ kind, names, ambiguous, valuePattern, valuePatternInText }) => [
      code(label(kind)),
      KINDS[kind],
      names.join(", "),
      valueCondition(ambiguous === true, valuePattern !== undefined, valuePatternInText !== undefined),
    ]),
  );
}

function valueCondition(ambiguous: boolean, hasPattern: boolean, hasTextPattern: boolean): string {
  if (ambiguous) return "look random";
  if (hasPattern) return "look like one";
  return hasTextPattern ? "look like one in a text; in JSON nothing" : "nothing";
}

/** A table of detectors for each class. */
export function detectorTables(): string {
  return SENSITIVE_DATA_CLASSES.flatMap((name) => {
    const detectors = DETECTORS.filter(({ kind }) => KINDS[kind] === name);
    return detectors.length === 0 ? [] : [`### ${heading(name)}`, detectorTable(detectors)];
  }).join("\n\n");
}

function detectorTable(detectors: readonly Detector[]): string {
  return table(
    ["detector", "finds", "for example", "leaves", "source"],
    detectors.map(({ name, description, source, examples }) => [
      name,
      description,
      example(examples.find(([, redacted]) => redacted !== undefined)?.[1] ?? ""),
      example(examples.find(([, redacted]) => redacted === undefined)?.[0] ?? ""),
      source,
    ]),
  );
}

/** In one line, as code. */
function example(text: string): string {
  return code(text.replaceAll("\n", "⏎").replaceAll("`", "'"));
}

function heading(name: SensitiveDataClass): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
