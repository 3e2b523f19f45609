import {
  CLASS_SAYS,
  LOG_TREATMENTS,
  LOGS,
  SECRET_CLASSES,
  type SecretClass,
  type Treatment,
  TREATMENTS,
} from "../../catalog";
import { DETECTORS } from "../../lambda/redaction/detectors";
import type { Detector } from "../../lambda/redaction/detectors/detector";
import { NAMES } from "../../lambda/redaction/keys/sensitive-names";
import { KINDS } from "../../lambda/redaction/kinds";
import { label } from "../../lambda/redaction/labels";
import { code, table } from "./markdown";

/** What becomes of each class, in every log and where a log has a row of its own. */
export function treatmentTable(): string {
  return table(
    ["class", "is about", "becomes", "otherwise in"],
    SECRET_CLASSES.map((name) => [name, CLASS_SAYS[name], TREATMENTS[name].kind, exceptions(name)]),
  );
}

function exceptions(name: SecretClass): string {
  return LOGS.flatMap(({ id }) => {
    const treatment: Treatment | undefined = LOG_TREATMENTS[id]?.[name];
    return treatment === undefined ? [] : `${id}: ${treatment.kind}${reason(treatment)}`;
  }).join("; ");
}

function reason(treatment: Treatment): string {
  return treatment.kind === "keep" ? ` (${treatment.reason})` : "";
}

/** The keys whose values go whatever they look like, or if they look it. */
export function keyTable(): string {
  return table(
    ["label", "class", "last words of the key", "the value must"],
    NAMES.map(({ kind, names, weak, looks, looksInText }) => [
      code(label(kind)),
      KINDS[kind],
      names.join(", "),
      demand(weak === true, looks !== undefined, looksInText !== undefined),
    ]),
  );
}

function demand(weak: boolean, looks: boolean, inText: boolean): string {
  if (weak) return "look random";
  if (looks) return "look like one";
  return inText ? "look like one in a text; in JSON nothing" : "nothing";
}

/** A table of detectors for each class. */
export function detectorTables(): string {
  return SECRET_CLASSES.flatMap((name) => {
    const detectors = DETECTORS.filter(({ kind }) => KINDS[kind] === name);
    return detectors.length === 0 ? [] : [`### ${heading(name)}`, detectorTable(detectors)];
  }).join("\n\n");
}

function detectorTable(detectors: readonly Detector[]): string {
  return table(
    ["detector", "finds", "for example", "leaves", "source"],
    detectors.map(({ name, says, source, examples }) => [
      name,
      says,
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

function heading(name: SecretClass): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
