import { createRedactor } from "./redactor";

export type { Replacement } from "./walk";
export { createRedactor, type Redaction, type Redactor, type RedactorOptions } from "./redactor";

/** Redacts a whole record, its attributes and keys, or one text, as the catalogue says. Neither ever throws. */
export const { redactRecord, redactText } = createRedactor();
