import type { Evidence } from "./measure";

/** The file whose tests check one property of production's templates each. */
const PROPERTIES = "test/controls/production-properties.test.ts";

/** A test of `test/controls/production-properties.test.ts`: another test breaks the property, and this one alone fails. */
export function property(title: string): Evidence {
  return { kind: "test", file: PROPERTIES, title };
}

export function testIn(file: string, title: string): Evidence {
  return { kind: "test", file, title };
}

export function command(text: string): Evidence {
  return { kind: "command", command: text };
}
