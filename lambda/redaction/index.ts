import { createRedactor } from "./redactor";

export type { Redaction, Redactor } from "./redaction";
export { createRedactor, type RedactorOptions } from "./redactor";
export type { Replacement } from "./redaction-context";

/** Redacts a whole record, its attributes and keys, or one text, as the catalogue says. Neither ever throws. */
export const { redactRecord, redactText } = createRedactor();
