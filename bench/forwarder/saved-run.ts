import type { Machine } from "./machine";
import { isObject } from "../../lambda/shared/json";
import type { Measurement } from "./measurement";

/** A run that `--json` writes and `--against` reads. */
export interface Run {
  readonly version: 1;
  /** ISO 8601. */
  readonly measuredAt: string;
  /** Whether it is the short form, whose payloads are smaller: its values compare only with those of another short run. */
  readonly short: boolean;
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
}

/** @throws Error if the text is not a run that `--json` wrote */
export function parseRun(file: string, text: string): Run {
  let run: unknown;
  try {
    run = JSON.parse(text);
  } catch {
    run = undefined;
  }
  if (!isRun(run))
    throw new Error(`${file} is not a run of version 1; write one with npm run bench -- --json ${file}`);
  return run;
}

function isRun(value: unknown): value is Run {
  if (!isObject(value)) return false;
  const { version, short, machine, measurements } = value;
  return (
    version === 1 &&
    typeof short === "boolean" &&
    isObject(machine) &&
    Array.isArray(measurements) &&
    measurements.every(isMeasurement)
  );
}

function isMeasurement(value: unknown): value is Measurement {
  if (!isObject(value)) return false;
  const { id, title, unit, samples } = value;
  return (
    [id, title, unit].every((each) => typeof each === "string") &&
    Array.isArray(samples) &&
    samples.length > 0 &&
    samples.every((sample) => typeof sample === "number")
  );
}
