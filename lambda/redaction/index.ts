import { createRedactor } from "./redactor";

export type { Redaction, Redactor } from "./redactor";

/** Redacts a whole record, its attributes and keys, or one text. Neither ever throws. */
export const { redactRecord, redactText } = createRedactor();
