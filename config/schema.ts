import { z } from "zod";
import { CLASS_DESCRIPTIONS, LEVELS, LOGS, OPERATIONAL_LOG_IDS, RETENTION_DAYS } from "../catalog";

/**
 * Every setting carries what it says (`description`) and, where its type alone does not read well, what it accepts
 * (`accepts`): the report of a wrong configuration and the table in docs/configuration.md are both made from them.
 */
const text = (pattern: RegExp, accepts: string) => z.string().regex(pattern).meta({ accepts });

/** `masked`: what stands there by mistake may be the secret itself, so no report shows it. */
const secretName = text(
  /^[\w/+=.@-]{1,512}$/,
  "the name of a secret in Secrets Manager, such as inventorysync/staging/search-engine",
).meta({ description: "secret that holds the credentials; its name, never its value", masked: true });

const authentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sigv4") }),
  z.strictObject({ kind: z.literal("basic"), secretName }),
  z.strictObject({ kind: z.literal("apiKey"), secretName }),
]);
const AUTHENTICATION = {
  description: "how the functions sign in: with their role, a user and password, or an API key",
};

const network = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("public") }),
  z.strictObject({
    kind: z.literal("vpc"),
    cidr: z
      .cidrv4()
      .meta({ accepts: "an IPv4 range such as 10.40.0.0/20", description: "addresses of the VPC" })
      .default("10.40.0.0/20"),
    egress: z.enum(["nat", "none"]).describe("way out of the VPC, which Sentry and Datadog need"),
  }),
]);

const instanceType = (example: string) =>
  text(/^[a-z0-9]+\.[a-z0-9]+\.search$/, `an OpenSearch Service instance type such as ${example}`);

/** Settings of any engine, ours or another's. */
const bulk = {
  bulkSize: z.int().min(1).max(10_000).describe("most documents in one bulk request").default(1_000),
  flushIntervalSeconds: z
    .int()
    .min(1)
    .max(300)
    .describe("longest a line waits for its batch, in seconds")
    .default(5),
};

const domain = z.strictObject({
  kind: z.literal("domain"),
  dataNodes: z.strictObject({
    instanceType: instanceType("r7g.large.search").describe("instance type of each data node"),
    // Source: Amazon OpenSearch Service Developer Guide, "Amazon OpenSearch Service quotas": 80 data nodes by default.
    count: z.int().min(1).max(80).describe("data nodes, the same number in each zone"),
    volumeGiB: z.int().min(10).max(16_384).describe("gp3 volume of each data node, in GiB"),
  }),
  masterNodes: z
    .strictObject({
      instanceType: instanceType("m7g.large.search").describe("instance type of each dedicated master"),
      count: z.literal([3, 5]).describe("dedicated masters; an even number could not agree").default(3),
    })
    .describe("nodes that only hold the cluster together; more than one data node needs them")
    .optional(),
  availabilityZones: z.literal([1, 2, 3]).describe("zones the data nodes are spread over"),
  network: network.meta({ description: "who can reach the domain at all" }).default({ kind: "public" }),
  authentication: authentication.meta(AUTHENTICATION).default({ kind: "sigv4" }),
  ...bulk,
});

const external = z.strictObject({
  kind: z.literal("external"),
  hosts: z
    .array(
      text(
        /^https:\/\/[\w.-]+(:\d{1,5})?(\/[\w./-]*)?$/,
        "an https address such as https://elasticsearch.example.com:9200",
      ),
    )
    .min(1)
    .meta({ accepts: "a list of one or more https addresses" })
    .describe("addresses of one cluster; each request goes to the next"),
  authentication: authentication.meta(AUTHENTICATION),
  ...bulk,
});

const none = z.strictObject({ kind: z.literal("none") });

const app = z.strictObject({
  logLevel: z.enum(LEVELS).describe("least severe level the application writes").default("INFO"),
  logFormat: z
    .enum(["json", "console"])
    .describe("json is the log record; console is for debugging by eye")
    .default("json"),
  logDir: text(/^\/[\w./-]+$/, "an absolute path")
    .describe("where the application writes its logs")
    .default("/var/log/inventorysync"),
  apm: z.boolean().describe("tracing of requests in the application").default(true),
  performanceLogging: z.boolean().describe("whether the performance log is written").default(true),
  logStreamName: text(/^[^:*]{1,512}$/, "1 to 512 characters without : and *")
    .describe("log stream of the application in each log group")
    .default("inventorysync-api"),
});

const retentionDays = z.partialRecord(
  z.enum(LOGS.map((log) => log.id)),
  z
    .literal(RETENTION_DAYS)
    .describe("how long the log is kept, in days, where it differs from the catalogue"),
);

const rate = z.number().min(0).max(1);
const sentry = z.strictObject({
  environment: text(/^[^\s/]{1,64}$/, "1 to 64 characters without / and blanks")
    .describe("environment shown in Sentry, where it is not the environment's own name")
    .optional(),
  tracesSampleRate: rate.describe("share of requests the application traces").default(0.1),
  profilesSampleRate: rate.describe("share of traced requests it profiles").default(0.1),
});

/** Source: Datadog documentation, "Getting Started with Datadog Sites". */
const DATADOG_SITES = [
  "datadoghq.com",
  "us3.datadoghq.com",
  "us5.datadoghq.com",
  "datadoghq.eu",
  "ap1.datadoghq.com",
  "ap2.datadoghq.com",
  "ddog-gov.com",
] as const;

const datadog = z.strictObject({
  site: z.enum(DATADOG_SITES).describe("site of the Datadog organisation").default("datadoghq.com"),
  intakeUrl: text(
    /^https?:\/\/[\w.-]+(:\d{1,5})?$/,
    "an https address without a path (http on loopback alone)",
  )
    .describe("address of the logs intake where it is not the site's own: a proxy, or the local intake")
    .optional(),
});

/** Source: AWS Lambda Developer Guide, "Lambda parameters for Amazon Kinesis Data Streams event source mappings". */
const kinesis = z.strictObject({
  // Source: Amazon Kinesis Data Streams Developer Guide, "Change the data retention period".
  retentionHours: z
    .int()
    .min(24)
    .max(8_760)
    .describe("how long the Kinesis data stream keeps what no forwarder took, in hours")
    .default(168),
  // A record is a batch of CloudWatch Logs, with thousands of log events in it at times.
  batchSize: z.int().min(1).max(10_000).describe("most records of the stream in one invocation").default(100),
  parallelizationFactor: z
    .int()
    .min(1)
    .max(10)
    .describe("forwarders of one sink at work on one shard at once")
    .default(2),
});

const sampleRates = z.partialRecord(
  z.enum(OPERATIONAL_LOG_IDS),
  z
    .number()
    .min(0.001)
    .max(1)
    .describe(
      "share of the log's records that the sinks receive, where it differs from the catalogue; no audit or security",
    ),
);

const forwarding = z.strictObject({
  topology: z
    .enum(["direct", "kinesis"])
    .describe(
      "how log events reach the sinks; direct: the log group invokes one forwarder for all of them; " +
        "kinesis: a Kinesis data stream keeps the events, and each sink has a forwarder of its own that reads it",
    )
    .default("direct"),
  kinesis: kinesis.prefault({}),
  sampleRates: sampleRates.default({}),
  memoryMiB: z.int().min(256).max(10_240).describe("memory of the forwarder, in MiB").default(1_024),
  timeoutSeconds: z
    .int()
    .min(30)
    .max(900)
    .describe("longest one invocation may take, in seconds")
    .default(120),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(1_000)
    .describe("most forwarders at work at once, of each sink in topology kinesis")
    .default(10),
});

const alarms = z.strictObject({
  errorSpike: z
    .int()
    .min(1)
    .describe("errors in the application log within five minutes that make a spike")
    .default(50),
  notify: z
    .array(z.email().meta({ accepts: "an e-mail address" }))
    .describe("who is told, by e-mail; each confirms the subscription once")
    .default([]),
});

const reason = text(/^\S.{9,299}$/, "a sentence of 10 to 300 characters").describe(
  "why data of this class may stay in what leaves the account",
);
const redactionAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mask") }),
  z.strictObject({ kind: z.literal("hash") }),
  z.strictObject({ kind: z.literal("keep"), reason }),
]);
/** A class without a setting is treated as catalog/redaction.ts has it for the log. */
const redaction = z.strictObject({
  credential: z
    .strictObject({
      kind: z.literal("mask").meta({
        accepts: "mask: a credential never leaves the account, whatever the reason, and is never hashed",
      }),
    })
    .describe(CLASS_DESCRIPTIONS.credential)
    .optional(),
  contact: redactionAction.meta({ description: CLASS_DESCRIPTIONS.contact }).optional(),
  financial: redactionAction.meta({ description: CLASS_DESCRIPTIONS.financial }).optional(),
  identity: redactionAction.meta({ description: CLASS_DESCRIPTIONS.identity }).optional(),
  health: redactionAction.meta({ description: CLASS_DESCRIPTIONS.health }).optional(),
  network: redactionAction.meta({ description: CLASS_DESCRIPTIONS.network }).optional(),
});

/** What an environment is. Every setting has its line in docs/configuration.md. */
export const environmentSchema = z.strictObject({
  environment: text(
    /^[a-z][a-z0-9]{1,19}$/,
    "2 to 20 lower-case letters and digits, a letter first",
  ).describe("name of the environment, part of the name of everything it has"),
  account: text(/^\d{12}$/, "an AWS account id of 12 digits")
    .describe("account it is deployed to; without it the one the CLI is signed in to")
    .optional(),
  region: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as us-east-1").describe(
    "region it is deployed to",
  ),
  deletionProtection: z.boolean().describe("keeps what holds data when its stack is deleted").default(true),
  app: app.prefault({}),
  retentionDays: retentionDays.default({}),
  search: z
    .discriminatedUnion("kind", [domain, external, none])
    .describe("where the records can be searched; none: in CloudWatch Logs alone"),
  sentry: sentry.describe("errors become issues in Sentry where this stands").optional(),
  datadog: datadog.describe("records go to Datadog where this stands").optional(),
  forwarding: forwarding.prefault({}),
  redaction: redaction
    .describe(
      "what becomes of sensitive data, class by class, where it differs from the catalogue, in every log",
    )
    .prefault({}),
  alarms: alarms.prefault({}),
});

/** What a configuration file may say. */
export type EnvironmentInput = z.input<typeof environmentSchema>;
/** An environment with every default filled in. */
export type EnvironmentConfig = z.output<typeof environmentSchema>;
/** Where the records can be searched: a domain of our own, another's cluster, or CloudWatch Logs alone. */
export type SearchConfig = EnvironmentConfig["search"];
/** The settings of a domain that the app creates. */
export type DomainConfig = Extract<SearchConfig, { kind: "domain" }>;
/** How a search engine knows its callers. Only names of secrets stand here, never their values. */
export type Authentication = z.output<typeof authentication>;
