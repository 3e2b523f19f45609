import { z } from "zod";
import {
  CLASS_DESCRIPTIONS,
  LEVELS,
  LOGS,
  MAX_LOG_ALARM_LINES,
  OPERATIONAL_LOG_IDS,
  RETENTION_DAYS,
} from "../catalog";
import { channel } from "./channel-schema";
import { DEFAULT_FORWARDER_MEMORY_MIB } from "./forwarder-memory";
import { hosts } from "./host-group-schema";
import { REGION_PATTERN } from "./region";
import { text } from "./text-setting";

/** `masked`: a secret entered here by mistake is not shown in reports. */
const secretName = text(
  /^[\w/+=.@-]{1,512}$/,
  "the name of a secret in Secrets Manager, such as inventorysync/staging/search-engine",
).meta({ description: "name of the secret that contains the credentials", masked: true });

const authentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sigv4") }),
  z.strictObject({ kind: z.literal("basic"), secretName }),
  z.strictObject({ kind: z.literal("apiKey"), secretName }),
]);
const AUTHENTICATION = {
  description: "how the functions authenticate: sigv4 (their IAM roles), basic (user and password) or apiKey",
};

/** People, for whom the domain has no public endpoint. */
const clients = z
  .array(
    z.cidrv4().meta({ accepts: "an IPv4 range such as 10.20.0.0/24", description: "IPv4 range of clients" }),
  )
  .meta({ accepts: "a list of IPv4 ranges" })
  .describe(
    "IPv4 ranges from which people may reach the domain, such as that of a VPN or of a host for port forwarding",
  )
  .default([]);

const bastion = z
  .boolean()
  .describe(
    "whether the deployment creates a bastion: a small instance without inbound access, through which `npx logs open` and " +
      "`npx logs query` reach the domain with Session Manager",
  )
  .default(false);

const network = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("public") }),
  z.strictObject({
    kind: z.literal("vpc"),
    cidr: z
      .cidrv4()
      .meta({ accepts: "an IPv4 range such as 10.40.0.0/20", description: "IPv4 range of the VPC" })
      .default("10.40.0.0/20"),
    egress: z
      .enum(["nat", "none"])
      .describe("outbound access of the VPC: nat (NAT gateway) or none (endpoints of AWS services only)"),
    clients,
    bastion,
  }),
  z.strictObject({
    kind: z.literal("existing-vpc"),
    vpcId: text(/^vpc-[0-9a-f]{8,17}$/, "the id of a VPC such as vpc-0a1b2c3d4e5f60718").describe(
      "VPC in which the account already has a network",
    ),
    subnetIds: z
      .array(text(/^subnet-[0-9a-f]{8,17}$/, "the id of a subnet such as subnet-0a1b2c3d4e5f60718"))
      .min(1)
      .meta({ accepts: "a list of one or more ids of subnets" })
      .describe("private subnets of the VPC, one in each Availability Zone of search.availabilityZones"),
    clients,
    bastion,
  }),
]);

const instanceType = (example: string) =>
  text(/^[a-z0-9]+\.[a-z0-9]+\.search$/, `an OpenSearch Service instance type such as ${example}`);

/** Settings of any search engine, created by the deployment or external. */
const bulk = {
  bulkSize: z
    .int()
    .min(1)
    .max(10_000)
    .describe("maximum number of documents in one bulk request")
    .default(1_000),
  flushIntervalSeconds: z
    .int()
    .min(1)
    .max(300)
    .describe("batching window of the OpenSearch forwarder, in seconds; only with topology kinesis")
    .default(5),
};

const groups = (role: string) =>
  z
    .array(
      text(/^[\w.@/ -]{1,128}$/, "the id or name of a group such as 9067642e-20f1-70a1-b2c3-0a1b2c3d4e5f"),
    )
    .meta({ accepts: "a list of ids or names of groups" })
    .describe(`groups of the identity provider whose members search as ${role}`)
    .default([]);

const saml = z.strictObject({
  entityId: text(/^\S{8,512}$/, "the entity id of the identity provider").describe(
    "entity id of the identity provider, from its metadata",
  ),
  metadata: text(
    /^\s*<[\s\S]{1,100000}>\s*$/,
    "the XML document with the metadata of the identity provider",
  ).describe("metadata of the identity provider, an XML document; it contains no secret"),
  groupsAttribute: text(/^[\w.:/-]{1,128}$/, "the name of a SAML attribute such as Role")
    .describe("SAML attribute that contains the groups of a person")
    .default("Role"),
  readers: groups("the reader"),
  auditors: groups("the auditor"),
  sessionMinutes: z
    .int()
    .min(1)
    .max(1_440)
    .describe("how long a person stays signed in, in minutes")
    .default(60),
});

/** The default quota. Source: Amazon OpenSearch Service Developer Guide, "Amazon OpenSearch Service quotas". */
export const MAX_DATA_NODES = 80;

const domain = z.strictObject({
  kind: z.literal("domain"),
  dataNodes: z.strictObject({
    instanceType: instanceType("r7g.large.search").describe("instance type of each data node"),
    count: z
      .int()
      .min(1)
      .max(MAX_DATA_NODES)
      .describe("number of data nodes, a multiple of search.availabilityZones"),
    volumeGiB: z.int().min(10).max(16_384).describe("size of the gp3 volume of each data node, in GiB"),
  }),
  primaryShards: z
    .int()
    .min(1)
    .max(MAX_DATA_NODES)
    .describe(
      "number of primary shards of each index: as many data nodes index one log at the same time; docs/scale.md says when one is too few",
    )
    .default(1),
  masterNodes: z
    .strictObject({
      instanceType: instanceType("m7g.large.search").describe("instance type of each dedicated master node"),
      count: z
        .literal([3, 5])
        .describe("number of dedicated master nodes; an odd number avoids a tied election")
        .default(3),
    })
    .describe("dedicated master nodes; use them with more than one data node; if not set, there are none")
    .optional(),
  availabilityZones: z.literal([1, 2, 3]).describe("number of Availability Zones for the data nodes"),
  network: network
    .meta({
      description:
        "public (internet endpoint that accepts signed requests only), vpc (a new VPC) or existing-vpc; a domain cannot move later",
    })
    .default({ kind: "public" }),
  authentication: authentication
    .meta({
      description:
        "how the functions authenticate: sigv4 (their IAM roles) on AWS; basic and apiKey are for the OpenSearch of the local platform",
    })
    .default({ kind: "sigv4" }),
  saml: saml
    .describe(
      "sign-in to OpenSearch Dashboards with SAML, such as IAM Identity Center; if not set, Dashboards accepts signed requests only",
    )
    .optional(),
  ...bulk,
});

const external = z.strictObject({
  kind: z.literal("external"),
  hosts: z
    .array(
      text(
        /^https:\/\/[\w.-]+(:\d{1,5})?(\/[\w./-]*)?$/,
        "an https URL such as https://elasticsearch.example.com:9200",
      ),
    )
    .min(1)
    .meta({ accepts: "a list of one or more https URLs" })
    .describe("URLs of one cluster; requests are distributed round robin"),
  authentication: authentication.meta(AUTHENTICATION),
  ...bulk,
});

const none = z.strictObject({ kind: z.literal("none") });

/**
 * The installation of the host files gives this directory to the application, so it must be a directory of its own. The
 * systemd unit hides /home, /root and /tmp from the application.
 */
const logDir = text(
  /^(?!\/(?:bin|boot|dev|etc|home|lib|lib64|proc|root|run|sbin|sys|tmp|usr|var\/tmp)\/)(?!\/var\/[^/]+$)(?:\/[\w-](?:[\w.-]*[\w-])?){2,}$/,
  "an absolute path to a directory of its own, such as /var/log/inventorysync; not in /etc, /home, /root, /tmp, /usr or another directory of the system",
);

const app = z.strictObject({
  logLevel: z.enum(LEVELS).describe("lowest severity that the application writes").default("INFO"),
  logFormat: z
    .enum(["json", "console"])
    .describe("json writes log records; console is for local debugging")
    .default("json"),
  logDir: logDir.describe("directory of the application's log files").default("/var/log/inventorysync"),
  apm: z.boolean().describe("request tracing in the application").default(true),
  performanceLogging: z
    .boolean()
    .describe("whether the application writes the performance log")
    .default(true),
});

const retentionDays = z.partialRecord(
  z.enum(LOGS.map((log) => log.id)),
  z
    .literal(RETENTION_DAYS)
    .describe("retention of the log, in days; if not set, the retention in docs/log-record.md"),
);

const rate = z.number().min(0).max(1);
const sentry = z.strictObject({
  environment: text(/^[^\s/]{1,64}$/, "1 to 64 characters without / and white space")
    .describe("environment name in Sentry; if not set, the name of the environment")
    .optional(),
  tracesSampleRate: rate.describe("fraction of requests that the application traces").default(0.1),
  profilesSampleRate: rate.describe("fraction of traced requests that the application profiles").default(0.1),
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
  site: z.enum(DATADOG_SITES).describe("Datadog site of the organisation").default("datadoghq.com"),
  intakeUrl: text(
    /^https?:\/\/[\w.-]+(:\d{1,5})?$/,
    "an https URL without a path; also an http URL to a private host, with forwarding.allowPrivateAddresses",
  )
    .describe(
      "URL of the logs intake, Datadog's HTTP endpoint for logs; if not set, the intake of datadog.site",
    )
    .optional(),
});

/** Source: AWS Lambda Developer Guide, "Lambda parameters for Amazon Kinesis Data Streams event source mappings". */
const kinesis = z.strictObject({
  // Source: Amazon Kinesis Data Streams Developer Guide, "Change the data retention period".
  retentionHours: z
    .int()
    .min(24)
    .max(8_760)
    .describe("retention of the Kinesis data streams, in hours")
    .default(168),
  // A Kinesis record is one payload of CloudWatch Logs, which can contain thousands of log events.
  batchSize: z
    .int()
    .min(1)
    .max(10_000)
    .describe("maximum number of Kinesis records per invocation")
    .default(100),
  parallelizationFactor: z
    .int()
    .min(1)
    .max(10)
    .describe("concurrent invocations of each forwarder per shard")
    .default(2),
});

const sampleRates = z.partialRecord(
  z.enum(OPERATIONAL_LOG_IDS),
  z
    .number()
    .min(0.001)
    .max(1)
    .describe(
      "fraction of the log's records below level ERROR that the sinks receive; if not set, the sinks receive all of " +
        "them; the audit and security logs do not have this setting",
    ),
);

const forwarding = z.strictObject({
  topology: z
    .enum(["direct", "kinesis"])
    .describe(
      "how log events reach the sinks. direct: the log groups invoke one forwarder for all sinks. " +
        "kinesis: each log group writes to a Kinesis data stream, and each sink has its own forwarder, which reads the streams of its logs",
    )
    .default("direct"),
  kinesis: kinesis.prefault({}),
  sampleRates: sampleRates.default({}),
  allowPrivateAddresses: z
    .boolean()
    .describe(
      "allows private addresses for OpenSearch, Sentry and Datadog, and http to a private address for Sentry and " +
        "Datadog; use it for a self-hosted Sentry in the VPC of the forwarder; the local platform uses it too",
    )
    .default(false),
  memoryMiB: z
    .int()
    .min(256)
    .max(10_240)
    .describe("memory of each forwarder and replay, in MiB")
    .default(DEFAULT_FORWARDER_MEMORY_MIB),
  timeoutSeconds: z
    .int()
    .min(30)
    .max(900)
    .describe("timeout of each forwarder and replay, in seconds")
    .default(120),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(1_000)
    .describe(
      "reserved concurrency of each forwarder; the other functions then have a small one too. If not set, no function has " +
        "reserved concurrency: a new account, with a limit of 10 or 50 concurrent invocations, can reserve none",
    )
    .optional(),
});

/** Source: Amazon CloudWatch API Reference, "PutAlarmMuteRule" and "Schedule". */
const deployWindow = z.strictObject({
  cron: text(
    /^[\d*,/-]+ [\d*,/-]+ [\d*,/?LW-]+ [\w*,/-]+ [\w*,/?#-]+$/,
    "a cron expression of five fields (minute, hour, day of month, month, day of week), such as 0 14 * * TUE",
  ).describe("when a window begins"),
  timezone: text(/^[a-z]+(\/[\w+-]+)*$/i, "an IANA time zone such as Europe/Berlin")
    .describe("time zone of the cron expression")
    .default("Etc/UTC"),
  minutes: z.int().min(1).max(1_440).describe("length of each window, in minutes"),
});

const logAlarms = z.strictObject({
  lines: z
    .int()
    .min(1)
    .max(MAX_LOG_ALARM_LINES)
    .describe("maximum number of log lines in the notification of a log alarm")
    .default(MAX_LOG_ALARM_LINES),
});

const alarms = z.strictObject({
  errorSpike: z
    .int()
    .min(1)
    .describe("number of errors in the application log within five minutes that raises the alarm error-spike")
    .default(50),
  dailyIngestGiB: z
    .number()
    .positive()
    .describe(
      "what CloudWatch Logs may ingest for the four logs within 24 hours, in GiB; more raises the alarm ingestion-budget",
    )
    .default(10),
  continuousTraffic: z
    .boolean()
    .describe(
      "whether InventorySync answers requests around the clock; then 30 minutes without a line in the application log raise the alarm log-silent",
    )
    .default(false),
  deployWindow: deployWindow
    .describe(
      "times at which alarms that a deployment can raise do not notify; if not set, they always notify",
    )
    .optional(),
  logAlarms: logAlarms
    .describe(
      "if set, even to {}, alarms that count log lines are log alarms of CloudWatch; if not set, they are metric alarms",
    )
    .optional(),
  notify: z
    .array(channel)
    .describe("channels that receive the notifications of the alarms; production needs at least one")
    .default([]),
  runbookUrl: text(/^https?:\/\/[\w.:-]+(\/[\w./~%-]*)?$/, "a URL without a fragment")
    .describe(
      "URL under which people read docs/runbook.md; notifications, descriptions of alarms and tamper alerts link to their article; " +
        "if not set, the descriptions and tamper alerts have its path in the repository",
    )
    .optional(),
});

const audit = z.strictObject({
  trail: z
    .enum(["create", "existing"])
    .describe(
      "CloudTrail trail that records the API calls of the account. create: the deployment creates a trail for all regions. " +
        "existing: the account or its organization already has one; without any trail, there are no tamper alerts",
    )
    .default("create"),
});

/** Source: the retention of the audit trail history is at least a year in PCI DSS 4.0.1, requirement 10.5.1. */
const archive = z.strictObject({
  mode: z
    .enum(["governance", "compliance"])
    .describe(
      "mode of Object Lock. governance: a person with s3:BypassGovernanceRetention may delete an object before its retention ends, after changing the bucket's policy, which denies it. compliance: nobody can, not even the account's root user, and no later change of this setting shortens it",
    )
    .default("governance"),
  retentionYears: z
    .int()
    .min(1)
    .max(7)
    .describe("how long Object Lock keeps each archived object, in years")
    .default(1),
});

const RULE_PACKS = [
  "aws-solutions",
  "nist-800-53-r5",
  "hipaa-security",
  "pci-dss-321",
  "serverless",
] as const;

const principals = z
  .array(
    text(
      /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@*/-]+$/,
      "the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/engineers; * matches any characters",
    ),
  )
  .min(1)
  .meta({ accepts: "a list of one or more ARNs of IAM roles or users" })
  .describe(
    "IAM roles and users that may assume the role; if not set, those of the account that an IAM policy allows to",
  )
  .optional();
const requireMfa = z
  .boolean()
  .describe(
    "whether assuming the role requires a session with multi-factor authentication; false for principals whose identity provider requires it, because their sessions do not show it",
  )
  .default(true);
const personRole = z.strictObject({ principals, requireMfa });
const access = z.strictObject({
  reader: personRole.prefault({}),
  auditor: personRole.prefault({}),
  operator: personRole.prefault({}),
});

const compliance = z.strictObject({
  packs: z
    .array(z.enum(RULE_PACKS))
    .describe("rule packs of cdk-nag that synthesis checks; the project's own rules always apply")
    .default(["aws-solutions"]),
});

const reason = text(/^\S.{9,299}$/, "a sentence of 10 to 300 characters").describe(
  "why data of this class may leave the account unredacted",
);
const redactionAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mask") }),
  z.strictObject({ kind: z.literal("hash") }),
  z.strictObject({ kind: z.literal("keep"), reason }),
]);
const actionDescription = (dataClass: keyof typeof CLASS_DESCRIPTIONS) =>
  `action for ${CLASS_DESCRIPTIONS[dataClass]}; if not set, the default policy`;
/** A class without a setting uses the redaction action of the log in catalog/redaction.ts. */
const redaction = z.strictObject({
  credential: z
    .strictObject({
      kind: z.literal("mask").meta({
        accepts: "mask, because credentials must never leave the account, not even hashed",
        description: "redaction action for credentials",
      }),
    })
    .describe(actionDescription("credential"))
    .optional(),
  contact: redactionAction.meta({ description: actionDescription("contact") }).optional(),
  financial: redactionAction.meta({ description: actionDescription("financial") }).optional(),
  identity: redactionAction.meta({ description: actionDescription("identity") }).optional(),
  health: redactionAction.meta({ description: actionDescription("health") }).optional(),
  network: redactionAction.meta({ description: actionDescription("network") }).optional(),
});

const github = z.strictObject({
  repository: text(
    /^[a-z0-9-]{1,39}\/[\w.-]{1,100}$/i,
    "owner and name of a repository, such as example/inventorysync-logging",
  ).describe("GitHub repository whose workflows may deploy and inspect the environment"),
  branch: text(/^[\w./-]{1,200}$/, "the name of a branch, such as main")
    .describe("the only branch from which they may")
    .default("main"),
});

/** The configuration of an environment. docs/configuration.md lists every setting. */
export const environmentSchema = z.strictObject({
  environment: text(
    /^[a-z][a-z0-9]{1,19}$/,
    "2 to 20 lower-case letters and digits, starting with a letter",
  ).describe("name of the environment, part of the names of its stacks and resources"),
  account: text(/^\d{12}$/, "an AWS account id of 12 digits")
    .describe("AWS account of the environment; if not set, the account of the CLI's credentials")
    .optional(),
  region: text(REGION_PATTERN, "an AWS region such as us-east-1").describe("AWS region of the environment"),
  deletionProtection: z
    .boolean()
    .describe(
      "retains resources with data when their stack is deleted, and protects stacks and log groups from deletion",
    )
    .default(true),
  app: app.prefault({}),
  hosts: hosts.prefault({ api: {} }),
  retentionDays: retentionDays.default({}),
  github: github
    .describe(
      "if set, the deployment creates the roles of the GitHub workflows (docs/workflows.md); if not set, there are none",
    )
    .optional(),
  search: z
    .discriminatedUnion("kind", [domain, external, none])
    .describe("search engine: domain (created by the deployment), external (an existing cluster) or none"),
  sentry: sentry
    .describe("if set, even to {}, errors are sent to Sentry; if not set, no errors are sent to it")
    .optional(),
  datadog: datadog
    .describe("if set, even to {}, records are sent to Datadog; if not set, no records are sent to it")
    .optional(),
  forwarding: forwarding.prefault({}),
  redaction: redaction
    .describe(
      "redaction action for each sensitive data class, in every log; overrides the default policy in docs/redaction.md",
    )
    .prefault({}),
  alarms: alarms.prefault({}),
  audit: audit.prefault({}),
  archive: archive
    .describe(
      "if set, even to {}, audit and security logs are also written to a bucket with Object Lock (docs/archive.md); if not set, there is no archive",
    )
    .optional(),
  compliance: compliance.prefault({}),
  access: access.prefault({}),
});

/** The type of a configuration file. */
export type EnvironmentInput = z.input<typeof environmentSchema>;
/** A configuration with all defaults applied. */
export type EnvironmentConfig = z.output<typeof environmentSchema>;
/** Who may assume a role for people. */
export type AssumableBy = z.output<typeof personRole>;
/** A rule pack of cdk-nag. */
export type RulePack = (typeof RULE_PACKS)[number];
/** The search engine: a domain that the deployment creates, an external cluster, or none (CloudWatch Logs only). */
export type SearchConfig = EnvironmentConfig["search"];
/** The settings of a domain that the deployment creates. */
export type DomainConfig = Extract<SearchConfig, { kind: "domain" }>;
/** The settings of the audit archive. */
export type ArchiveConfig = NonNullable<EnvironmentConfig["archive"]>;
/** How the functions authenticate to a search engine. Contains names of secrets, never their values. */
export type Authentication = z.output<typeof authentication>;
