import { type LogId, LOGS, SECRET_CLASSES, type Treatments } from "../../catalog";
import { isObject, parseJson } from "../shared/json";
import type { AuthenticationKind, SearchEngineEnvironment } from "../shared/search-engine-environment";
import type { SampleRates } from "./sampling";

/** The environment variables of the forwarder. A sink whose variables are absent is not there. */
export interface ForwarderEnvironment extends Partial<SearchEngineEnvironment> {
  /** Name of the environment whose log groups it serves. */
  readonly ENVIRONMENT: string;
  /** Most documents in one bulk request. */
  readonly OPENSEARCH_BULK_SIZE?: string;
  /** ARN or name of the secret that holds the DSN. */
  readonly SENTRY_DSN_SECRET_ID?: string;
  /** Environment shown in Sentry. */
  readonly SENTRY_ENVIRONMENT?: string;
  /** ARN or name of the secret that holds the API key. */
  readonly DATADOG_API_KEY_SECRET_ID?: string;
  /** Address of the intake, without a path. */
  readonly DATADOG_INTAKE_URL?: string;
  /** Name of the bucket for what a sink could not take. */
  readonly PARKING_BUCKET: string;
  /** ARN or name of the secret that holds the key of redaction's hashes. */
  readonly REDACTION_KEY_SECRET_ID: string;
  /** What the environment says of classes, as JSON: `{"network": {"kind": "mask"}}`. */
  readonly REDACTION_TREATMENTS?: string;
  /** Share of records kept, by log: `performance=0.25,application=0.5`. A log that is not named is kept whole. */
  readonly SAMPLE_RATES?: string;
}

/** What every function that delivers is told. */
export interface DeliverySettings {
  readonly environment: string;
  readonly parkingBucket: string;
  readonly redactionKeySecretId: string;
  readonly treatments?: Partial<Treatments>;
  readonly opensearch?: OpenSearchSettings;
  readonly sentry?: { readonly dsnSecretId: string; readonly environment?: string };
  readonly datadog?: { readonly apiKeySecretId: string; readonly intakeUrl: string };
}

/** The environment variables, read. */
export interface ForwarderSettings extends DeliverySettings {
  readonly sampleRates: SampleRates;
}

export interface OpenSearchSettings {
  readonly endpoints: readonly string[];
  readonly authentication: AuthenticationKind;
  /** Absent for `sigv4`. */
  readonly secretId?: string;
  readonly bulkSize: number;
}

type Variable = string;
type Variables = Readonly<Partial<Record<string, string>>>;

const AUTHENTICATION_KINDS = ["sigv4", "basic", "apiKey"] as const satisfies readonly AuthenticationKind[];

/**
 * Reads the function's environment variables. An empty variable counts as absent.
 * @throws Error with every variable that is missing or contradicts another, and what was expected
 */
export function parseSettings(variables: Variables): ForwarderSettings {
  const read = variableReader(variables);
  const delivery = readDelivery(read);
  const sampleRates = readSampleRates(read);
  read.end("forwarder");
  return { ...delivery, sampleRates };
}

/** What forwarder and replay share; the problems are left for the reader's end. */
export function readDelivery(read: VariableReader): DeliverySettings {
  const opensearch = readOpenSearch(read);
  const sentry = readSentry(read);
  const datadog = readDatadog(read);
  const treatments = readTreatments(read);
  const environment = read.required("ENVIRONMENT", "the name of the environment whose log groups it serves");
  if (read.problems.length === 0 && !opensearch && !sentry && !datadog) {
    read.problems.push(
      "no sink is set; set OPENSEARCH_ENDPOINTS, SENTRY_DSN_SECRET_ID or DATADOG_API_KEY_SECRET_ID",
    );
  }
  return {
    environment,
    parkingBucket: read.required("PARKING_BUCKET", "the bucket for what a sink could not take"),
    redactionKeySecretId: read.required("REDACTION_KEY_SECRET_ID", "the secret with the key of hashes"),
    ...(treatments && { treatments }),
    ...(opensearch && { opensearch }),
    ...(sentry && { sentry }),
    ...(datadog && { datadog }),
  };
}

function readOpenSearch(read: VariableReader): OpenSearchSettings | undefined {
  const addresses = read.optional("OPENSEARCH_ENDPOINTS");
  if (addresses === undefined) {
    read.refuse("OPENSEARCH_AUTHENTICATION", "OPENSEARCH_ENDPOINTS is not");
    read.refuse("OPENSEARCH_SECRET_ID", "OPENSEARCH_ENDPOINTS is not");
    read.refuse("OPENSEARCH_BULK_SIZE", "OPENSEARCH_ENDPOINTS is not");
    return undefined;
  }
  const endpoints = addresses.split(",").map((address) => address.trim());
  for (const endpoint of endpoints) read.address("OPENSEARCH_ENDPOINTS", endpoint);

  const bulkSize = read.required("OPENSEARCH_BULK_SIZE", "the most documents in one request");
  if (!/^[1-9]\d*$|^$/.test(bulkSize)) {
    read.problems.push(`OPENSEARCH_BULK_SIZE is ${bulkSize}, expected an integer of 1 or more`);
  }
  const kinds = AUTHENTICATION_KINDS.join(", ");
  const kind = read.required("OPENSEARCH_AUTHENTICATION", `one of ${kinds}`);
  const authentication = AUTHENTICATION_KINDS.find((candidate) => candidate === kind);
  switch (authentication) {
    case undefined:
      if (kind !== "") read.problems.push(`OPENSEARCH_AUTHENTICATION is ${kind}, expected one of ${kinds}`);
      return undefined;
    case "sigv4":
      read.refuse("OPENSEARCH_SECRET_ID", "OPENSEARCH_AUTHENTICATION is sigv4, which needs none");
      return { endpoints, authentication, bulkSize: Number(bulkSize) };
    case "basic":
    case "apiKey": {
      const secretId = read.required(
        "OPENSEARCH_SECRET_ID",
        `the secret that ${authentication} signs in with`,
      );
      return { endpoints, authentication, secretId, bulkSize: Number(bulkSize) };
    }
  }
}

function readSentry(read: VariableReader): ForwarderSettings["sentry"] {
  const dsnSecretId = read.optional("SENTRY_DSN_SECRET_ID");
  if (dsnSecretId === undefined) {
    read.refuse("SENTRY_ENVIRONMENT", "SENTRY_DSN_SECRET_ID is not");
    return undefined;
  }
  const environment = read.optional("SENTRY_ENVIRONMENT");
  return { dsnSecretId, ...(environment !== undefined && { environment }) };
}

function readDatadog(read: VariableReader): ForwarderSettings["datadog"] {
  const apiKeySecretId = read.optional("DATADOG_API_KEY_SECRET_ID");
  if (apiKeySecretId === undefined) {
    read.refuse("DATADOG_INTAKE_URL", "DATADOG_API_KEY_SECRET_ID is not");
    return undefined;
  }
  const intakeUrl = read.required("DATADOG_INTAKE_URL", "the address of the intake");
  if (intakeUrl !== "") read.address("DATADOG_INTAKE_URL", intakeUrl);
  return { apiKeySecretId, intakeUrl };
}

const OPERATIONAL = LOGS.filter(({ dataClass }) => dataClass === "operational").map(({ id }) => id);

/** The evidence has no rate: every record of it is kept. */
function readSampleRates(read: VariableReader): SampleRates {
  const text = read.optional("SAMPLE_RATES");
  if (text === undefined) return {};
  const rates: Partial<Record<LogId, number>> = {};
  for (const entry of text.split(",")) {
    const [name, share = ""] = entry.split("=").map((part) => part.trim());
    const log = OPERATIONAL.find((id) => id === name);
    const rate = Number(share);
    if (log && share !== "" && rate > 0 && rate <= 1) rates[log] = rate;
    else {
      const names = OPERATIONAL.join(" or ");
      read.problems.push(
        `SAMPLE_RATES has ${entry}, expected ${names}, then = and a share above 0 and at most 1`,
      );
    }
  }
  return rates;
}

/** Written by the stack from a checked configuration; read again, because what it lets through leaves the account. */
function readTreatments(read: VariableReader): Partial<Treatments> | undefined {
  const text = read.optional("REDACTION_TREATMENTS");
  if (text === undefined) return undefined;
  const treatments = parseJson(text);
  if (isTreatments(treatments)) return treatments;
  read.problems.push(
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

export type VariableReader = ReturnType<typeof variableReader>;

/** Reads on after a problem, so that all are reported together. */
export function variableReader(variables: Variables) {
  const problems: string[] = [];
  const optional = (name: Variable) => (variables[name] === "" ? undefined : variables[name]);
  return {
    problems,
    optional,
    /** @throws Error with every problem there was */
    end(fn: string): void {
      if (problems.length > 0)
        throw new Error(`the environment variables of ${fn} are wrong: ${problems.join("; ")}`);
    },
    required(name: Variable, what: string): string {
      const value = optional(name);
      if (value === undefined) problems.push(`${name} is missing, expected ${what}`);
      return value ?? "";
    },
    refuse(name: Variable, because: string): void {
      if (optional(name) !== undefined) problems.push(`${name} is set, but ${because}`);
    },
    address(name: Variable, value: string): void {
      if (!URL.canParse(value))
        problems.push(`${name} has ${JSON.stringify(value)}, expected an address such as https://host`);
    },
  };
}
