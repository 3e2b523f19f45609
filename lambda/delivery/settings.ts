import { SECRET_CLASSES, SINK_NAMES, type Treatments } from "../../catalog";
import type { EnvironmentReader } from "../shared/environment-variables";
import { isObject, parseJson } from "../shared/json";
import { readSinkSettings, SINKS, type SinkSettings } from "./sinks";
import type { DatadogEnvironment } from "./sinks/datadog/settings";
import type { OpenSearchEnvironment } from "./sinks/opensearch/settings";
import type { SentryEnvironment } from "./sinks/sentry/settings";

/** The variables of the sinks; those of a sink that is not there are absent. */
export type SinkEnvironment = Partial<OpenSearchEnvironment & SentryEnvironment & DatadogEnvironment>;

/** The environment variables of every function that delivers log events. */
export interface DeliveryEnvironment extends SinkEnvironment {
  /** Name of the environment whose log groups it serves. */
  readonly ENVIRONMENT: string;
  /** Name of the bucket for what a sink could not take. */
  readonly PARKING_BUCKET: string;
  /** ARN or name of the secret that holds the key of redaction's hashes. */
  readonly REDACTION_KEY_SECRET_ID: string;
  /** What the environment says of classes, as JSON: `{"network": {"kind": "mask"}}`. */
  readonly REDACTION_TREATMENTS?: string;
}

/** The environment variables, read. */
export interface DeliverySettings {
  readonly environment: string;
  readonly parkingBucket: string;
  readonly redactionKeySecretId: string;
  readonly treatments?: Partial<Treatments>;
  readonly sinks: SinkSettings;
}

/** Problems are left for the reader's end. */
export function readDeliverySettings(reader: EnvironmentReader): DeliverySettings {
  const sinks = readSinkSettings(reader);
  const treatments = readTreatments(reader);
  const environment = reader.required(
    "ENVIRONMENT",
    "the name of the environment whose log groups it serves",
  );
  if (reader.problems.length === 0 && Object.keys(sinks).length === 0) {
    const variables = SINK_NAMES.map((name) => SINKS[name].enabledBy).join(" or ");
    reader.problems.push(`no sink is set; set ${variables}`);
  }
  return {
    environment,
    parkingBucket: reader.required("PARKING_BUCKET", "the bucket for what a sink could not take"),
    redactionKeySecretId: reader.required("REDACTION_KEY_SECRET_ID", "the secret with the key of hashes"),
    ...(treatments && { treatments }),
    sinks,
  };
}

/** Written by the stack from a checked configuration; read again, because what it lets through leaves the account. */
function readTreatments(reader: EnvironmentReader): Partial<Treatments> | undefined {
  const text = reader.optional("REDACTION_TREATMENTS");
  if (text === undefined) return undefined;
  const treatments = parseJson(text);
  if (isTreatments(treatments)) return treatments;
  reader.problems.push(
    "REDACTION_TREATMENTS is not JSON of classes, each with the kind mask, hash or, with a reason, keep; credentials are masked",
  );
  return undefined;
}

function isTreatments(value: unknown): value is Partial<Treatments> {
  if (!isObject(value)) return false;
  const classes: ReadonlySet<string> = new Set(SECRET_CLASSES);
  return Object.entries(value).every(([name, treatment]) => {
    if (!classes.has(name) || !isObject(treatment)) return false;
    const { kind, reason } = treatment;
    if (kind === "mask") return true;
    return name !== "credential" && (kind === "hash" || (kind === "keep" && typeof reason === "string"));
  });
}
