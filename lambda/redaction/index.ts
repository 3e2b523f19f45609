import { createRedactor } from "./redactor";

export { withRedactedClasses } from "./redacted-classes";
export type { Redaction, Redactor } from "./redaction";
export { createRedactor, type RedactorOptions } from "./redactor";
export type { Replacement } from "./redaction-context";

/**
 * Redacts a whole record, including attributes and keys, or a text, with the default policy. Neither function throws.
 */
export const { redactRecord, redactText } = createRedactor();
