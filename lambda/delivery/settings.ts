import { SENSITIVE_DATA_CLASSES, SINK_NAMES, type RedactionPolicy, type SinkName } from "../../catalog";
import type { EnvironmentReader } from "../shared/environment-variables";
import { isObject, parseJson } from "../shared/json";
import { readSinkSettings, SINK_DEFINITIONS, type SinkSettings } from "./sinks";
import type { DatadogVariables } from "./sinks/datadog/settings";
import type { OpenSearchVariables } from "./sinks/opensearch/settings";
import type { SentryVariables } from "./sinks/sentry/settings";

/** The environment variables of each kind of sink. */
export interface VariablesBySink {
  readonly opensearch: OpenSearchVariables;
  readonly sentry: SentryVariables;
  readonly datadog: DatadogVariables;
}

/** The variables of the sinks; those of a sink that is not there are absent. */
export type SinkVariables = Partial<Intersection<VariablesBySink[SinkName]>>;

type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer All,
) => void
  ? All
  : never;

/** Environment variables of every function that redacts log events. */
export interface RedactionVariables {
  /** ARN or name of the secret with the hash key of redaction. */
  readonly REDACTION_KEY_SECRET_ID: string;
  /** Redaction actions that the environment overrides, as JSON: `{"network": {"kind": "mask"}}`. */
  readonly REDACTION_OVERRIDES?: string;
}

/** Environment variables of every function that delivers log events. */
export interface DeliveryVariables extends SinkVariables, RedactionVariables {
  /** Name of the environment whose log groups the function serves. */
  readonly ENVIRONMENT: string;
  /** Name of the parking bucket. */
  readonly PARKING_BUCKET: string;
}

/** The parsed environment variables. */
export interface DeliverySettings {
  readonly environment: string;
  readonly parkingBucket: string;
  readonly redactionKeySecretId: string;
  readonly redactionOverrides?: Partial<RedactionPolicy>;
  readonly sinks: SinkSettings;
}

/** Collects problems in the reader; `finish` reports them. */
export function readDeliverySettings(reader: EnvironmentReader): DeliverySettings {
  const sinks = readSinkSettings(reader);
  const redactionOverrides = readRedactionOverrides(reader);
  const environment = reader.required(
    "ENVIRONMENT",
    "the name of the environment whose log groups it serves",
  );
  if (reader.problems.length === 0 && Object.keys(sinks).length === 0) {
    const variables = SINK_NAMES.map((name) => SINK_DEFINITIONS[name].enabledBy).join(" or ");
    reader.problems.push(`no sink is set; set ${variables}`);
  }
  return {
    environment,
    parkingBucket: reader.required("PARKING_BUCKET", "the name of the parking bucket"),
    redactionKeySecretId: reader.required(
      "REDACTION_KEY_SECRET_ID",
      "the secret with the hash key of redaction",
    ),
    ...(redactionOverrides && { redactionOverrides }),
    sinks,
  };
}

/**
 * The stack writes it from a checked configuration. It is checked again because it determines which data may leave the
 * account. Collects problems in the reader; `finish` reports them.
 */
export function readRedactionOverrides(reader: EnvironmentReader): Partial<RedactionPolicy> | undefined {
  const text = reader.optional("REDACTION_OVERRIDES");
  if (text === undefined) return undefined;
  const redactionOverrides = parseJson(text);
  if (isRedactionOverrides(redactionOverrides)) return redactionOverrides;
  reader.problems.push(
    "REDACTION_OVERRIDES is not JSON of redaction actions by data class (kind mask, hash, or keep with a reason; credential only mask)",
  );
  return undefined;
}

function isRedactionOverrides(value: unknown): value is Partial<RedactionPolicy> {
  if (!isObject(value)) return false;
  const classes: ReadonlySet<string> = new Set(SENSITIVE_DATA_CLASSES);
  return Object.entries(value).every(([name, action]) => {
    if (!classes.has(name) || !isObject(action)) return false;
    const { kind, reason } = action;
    if (kind === "mask") return true;
    return name !== "credential" && (kind === "hash" || (kind === "keep" && typeof reason === "string"));
  });
}
