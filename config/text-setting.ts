import { z } from "zod";

/**
 * A text setting. Every setting has a `description` and, if its type alone is not clear, the values it accepts
 * (`accepts`). The problem report and the table in docs/configuration.md are generated from both.
 */
export const text = (pattern: RegExp, accepts: string) => z.string().regex(pattern).meta({ accepts });
