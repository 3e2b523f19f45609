import { LOGS, type LogId } from "../../catalog";
import type { VolumeByLog } from "./cost-options";

/** `5`, or `application=3,performance=1.5`. Undefined for any other text. */
export function parseVolume(text: string): VolumeByLog | undefined {
  const total = parseNumber(text);
  if (total !== undefined) return total;
  const volumes: Partial<Record<LogId, number>> = {};
  for (const part of text.split(",")) {
    const [name, value = "", ...more] = part.split("=");
    const log = LOGS.find(({ id }) => id === name)?.id;
    const volume = parseNumber(value);
    if (log === undefined || volume === undefined || more.length > 0 || log in volumes) return undefined;
    volumes[log] = volume;
  }
  return volumes;
}

function parseNumber(text: string): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
