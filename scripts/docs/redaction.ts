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
import { ALL_PREFIXES, vendorTokens } from "../../lambda/redaction/detectors/vendor-tokens";
import { EXEMPT_FIELDS } from "../../lambda/redaction/exempt-fields";
import { SENSITIVE_NAMES } from "../../lambda/redaction/keys/sensitive-names";
import { KINDS } from "../../lambda/redaction/kinds";
import { label } from "../../lambda/redaction/labels";
import { createSecretFinder } from "../../lambda/redaction/text/find-secrets";
import { code, table } from "./markdown";

/** The redaction action of each class, with the exceptions of single logs. */
export function policyTable(): string {
  return table(
    ["class", "data", "action", "exceptions"],
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

/** The parts of an event that are not redacted. */
export function exemptTable(): string {
  return table(
    ["fields", "part of the", "not redacted", "reason"],
    EXEMPT_FIELDS.map(({ of, fields, value, reason }) => [fields.map(code).join(", "), of, value, reason]),
  );
}

/** The keys whose values are redacted, always or under a condition. */
export function keyTable(): string {
  return table(
    ["label", "class", "key ends with", "replaced value"],
    SENSITIVE_NAMES.map(({ kind, names, ambiguous, valuePattern, valuePatternInText }) => [
      code(label(kind)),
      KINDS[kind],
      names.join(", "),
      valueCondition(ambiguous === true, valuePattern !== undefined, valuePatternInText !== undefined),
    ]),
  );
}

function valueCondition(ambiguous: boolean, hasPattern: boolean, hasTextPattern: boolean): string {
  if (ambiguous) return "a value that looks random";
  if (hasPattern) return "a value in the expected format";
  return hasTextPattern ? "in JSON any value; in text a value in the expected format" : "any value";
}

/** A table of detectors for each class, and one of the prefixes of vendors. */
export function detectorTables(): string {
  return [
    ...SENSITIVE_DATA_CLASSES.flatMap((name) => {
      const detectors = DETECTORS.filter(({ kind }) => KINDS[kind] === name);
      return detectors.length === 0 ? [] : [`### ${heading(name)}`, detectorTable(detectors)];
    }),
    "### Prefixes of vendor tokens",
    prefixTable(),
  ].join("\n\n");
}

function prefixTable(): string {
  const byVendor = new Map<string, Set<string>>();
  for (const [vendor, prefix] of ALL_PREFIXES)
    byVendor.set(vendor, (byVendor.get(vendor) ?? new Set()).add(code(prefix)));
  return table(
    ["vendor", "prefixes"],
    Array.from(byVendor, ([vendor, prefixes]) => [vendor, [...prefixes].join(", ")]),
  );
}

function detectorTable(detectors: readonly Detector[]): string {
  return table(
    ["detector", "detects", "example after redaction", "example of unchanged text", "source"],
    detectors.map(({ name, description, source, examples }) => [
      name,
      description,
      example(examples.find(([, redacted]) => redacted !== undefined)?.[1] ?? ""),
      example(examples.find(([, redacted]) => redacted === undefined)?.[0] ?? ""),
      source,
    ]),
  );
}

/** In one line, as code. Tokens are shortened, so that no secret scanner reports the document. */
function example(text: string): string {
  return code(
    shortenTokens(text)
      .replaceAll(/\r\n?|\n/g, "⏎")
      .replaceAll("`", "'"),
  );
}

/** Characters of a token that remain: the prefix of its vendor. */
const SHOWN_LENGTH = 4;

const findTokens = createSecretFinder(vendorTokens);

function shortenTokens(text: string): string {
  const [token] = findTokens(text).secrets;
  if (token === undefined) return text;
  return shortenTokens(`${text.slice(0, token.from + SHOWN_LENGTH)}…${text.slice(token.to)}`);
}

function heading(name: SensitiveDataClass): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
