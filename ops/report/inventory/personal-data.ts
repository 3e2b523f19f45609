import {
  CUSTOM_IDENTIFIERS,
  type Log,
  MANAGED_IDENTIFIERS,
  type RedactionAction,
  redactionPolicyOf,
  SENSITIVE_DATA_CLASSES,
  type SensitiveDataClass,
} from "../../../catalog";
import type { EnvironmentConfig } from "../../../config";

const MASKED_CLASSES = SENSITIVE_DATA_CLASSES.filter((each) =>
  [...MANAGED_IDENTIFIERS, ...CUSTOM_IDENTIFIERS].some((identifier) => identifier.class === each),
);

/** What a log group of the application shows to a reader. */
export const MASKED_ON_READ =
  `stored as written; ${list(MASKED_CLASSES)} data are masked for every reader without logs:Unmask; ` +
  `${list(SENSITIVE_DATA_CLASSES.filter((each) => !MASKED_CLASSES.includes(each as never)))} data are not masked here`;

const FORMS: Readonly<Record<RedactionAction["kind"], string>> = {
  mask: "a label instead of the value",
  hash: "a keyed hash",
  keep: "in clear",
};

/** The form of each class of sensitive data in what a sink receives of a log. */
export function formsAtSinks(log: Log, { redaction }: EnvironmentConfig): string {
  const policy = redactionPolicyOf(log.id, redaction);
  return Object.entries(FORMS)
    .map(
      ([kind, form]) => [form, SENSITIVE_DATA_CLASSES.filter((each) => policy[each].kind === kind)] as const,
    )
    .filter(([, classes]) => classes.length > 0)
    .map(([form, classes]) => `${list(classes)}: ${form}`)
    .join("; ");
}

function list(classes: readonly SensitiveDataClass[]): string {
  return classes.join(", ");
}
