/** A part of a timestamp: what it looks like, as a regular expression without groups, and its value. */
interface Directive {
  readonly pattern: string;
  readonly part: "year" | "month" | "day" | "hour" | "minute" | "second" | "fraction" | "offset";
}

/**
 * The directives of `timestamp_format` that the stand-in knows. The agent has more, for names of months and days and
 * for a clock with 12 hours. Source: Amazon CloudWatch User Guide, "Manually create or edit the CloudWatch agent
 * configuration file", `timestamp_format`; the patterns are those of `ruleTimestampFormat.go` in
 * aws/amazon-cloudwatch-agent.
 */
const DIRECTIVES: Readonly<Record<string, Directive>> = {
  "%Y": { part: "year", pattern: "\\d{4}" },
  "%m": { part: "month", pattern: "\\s?\\d{1,2}" },
  "%d": { part: "day", pattern: "\\s?\\d{1,2}" },
  "%H": { part: "hour", pattern: "\\d{2}" },
  "%M": { part: "minute", pattern: "\\d{2}" },
  "%S": { part: "second", pattern: "\\d{2}" },
  "%f": { part: "fraction", pattern: "\\d{1,9}" },
  "%z": { part: "offset", pattern: "[+-]\\d{4}" },
};

export type Timezone = "UTC" | "Local";

export interface TimestampFormat {
  /** Matches a timestamp anywhere in a text. */
  readonly pattern: RegExp;
  /** Time of the first timestamp in a text, milliseconds since the epoch; undefined without a valid one. */
  readonly parse: (text: string) => number | undefined;
}

/** @throws Error for a directive that the stand-in does not know, or for one that occurs twice */
export function parseTimestampFormat(format: string, timezone: Timezone): TimestampFormat {
  const parts: Directive["part"][] = [];
  const source = format.replace(/%-?[a-z%]|[^%]+|%/gi, (token) => {
    if (!token.startsWith("%")) return token.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
    const directive = DIRECTIVES[token];
    if (directive === undefined || parts.includes(directive.part))
      throw new Error(
        `timestamp_format ${JSON.stringify(format)} has ${token}, expected each of ` +
          `${Object.keys(DIRECTIVES).join(" ")} at most once; add a further directive in local/agent/timestamp-format.ts`,
      );
    parts.push(directive.part);
    return `(${directive.pattern})`;
  });
  // The agent does not accept a space before the first part either.
  const pattern = new RegExp(source.replace(/^\(\\s\?/, "("));
  return {
    pattern,
    parse(text) {
      const match = pattern.exec(text);
      if (match === null) return undefined;
      const values = new Map(parts.map((part, index) => [part, match[index + 1] ?? ""]));
      return timeOf(values, timezone);
    },
  };
}

function timeOf(values: ReadonlyMap<Directive["part"], string>, timezone: Timezone): number | undefined {
  const number = (part: Directive["part"], missing: number) => Number(values.get(part) ?? missing);
  const fields = [
    number("year", 1970),
    number("month", 1) - 1,
    number("day", 1),
    number("hour", 0),
    number("minute", 0),
    number("second", 0),
    // The agent keeps three digits.
    Number((values.get("fraction") ?? "").padEnd(3, "0").slice(0, 3)),
  ] as const;
  const asUtc = Date.UTC(...fields);
  // Date carries a 13th month over to the next year; such a timestamp is invalid.
  if (new Date(asUtc).getUTCMonth() !== fields[1] || new Date(asUtc).getUTCDate() !== fields[2])
    return undefined;
  const offset = values.get("offset");
  if (offset !== undefined) return asUtc - offsetMs(offset);
  return timezone === "UTC" ? asUtc : new Date(...fields).getTime();
}

/** `+0130` in milliseconds. */
function offsetMs(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}
