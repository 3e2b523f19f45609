import { z } from "zod";
import { LOGS, RETENTION_DAYS } from "../catalog";

const seconds = (min: number, max: number) => z.int().min(min).max(max);
const rate = z.number().min(0).max(1);
const secretName = z.string().regex(/^[\w/+=.@-]{1,512}$/, "the name of a secret in Secrets Manager");

/** How a search engine knows its callers. Only names of secrets stand here, never their values. */
const authentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sigv4") }),
  z.strictObject({ kind: z.literal("basic"), secretName }),
  z.strictObject({ kind: z.literal("apiKey"), secretName }),
]);

const network = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("public") }),
  z.strictObject({
    kind: z.literal("vpc"),
    cidr: z.cidrv4().default("10.40.0.0/20"),
    /** The way out of the VPC that Sentry and Datadog need: a NAT gateway, or none. */
    egress: z.enum(["nat", "none"]),
  }),
]);

/** `ES_BULK_SIZE` and `ES_FLUSH_INTERVAL`. */
const bulk = {
  bulkSize: z.int().min(1).max(10_000).default(1_000),
  flushIntervalSeconds: seconds(1, 300).default(5),
};

const search = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("domain"),
    dataNodes: z.strictObject({
      instanceType: z.string().regex(/^[a-z0-9]+\.[a-z0-9]+\.search$/, "an OpenSearch instance type such as r7g.large.search"),
      count: z.int().min(1).max(80),
      volumeGiB: z.int().min(10).max(16_384),
    }),
    masterNodes: z
      .strictObject({
        instanceType: z.string().regex(/^[a-z0-9]+\.[a-z0-9]+\.search$/, "an OpenSearch instance type such as m7g.large.search"),
        count: z.union([z.literal(3), z.literal(5)]).default(3),
      })
      .optional(),
    availabilityZones: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    network: network.default({ kind: "public" }),
    authentication: authentication.default({ kind: "sigv4" }),
    ...bulk,
  }),
  z.strictObject({
    kind: z.literal("external"),
    /** `ELASTICSEARCH_HOSTS`: https addresses of one cluster; each request goes to the next. */
    hosts: z.array(z.url({ protocol: /^https$/ })).min(1),
    authentication,
    ...bulk,
  }),
  z.strictObject({ kind: z.literal("none") }),
]);

/** What an environment is. Every setting has its line in docs/configuration.md, with the guide's variable. */
export const environmentSchema = z.strictObject({
  environment: z.string().regex(/^[a-z][a-z0-9]{1,19}$/, "2 to 20 lower-case letters and digits, a letter first"),
  account: z
    .string()
    .regex(/^\d{12}$/, "an AWS account id of 12 digits")
    .optional(),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as us-east-1"),
  deletionProtection: z.boolean().default(true),
  app: z
    .strictObject({
      logLevel: z.enum(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]).default("INFO"),
      logFormat: z.enum(["json", "console"]).default("json"),
      logDir: z
        .string()
        .regex(/^\/[\w./-]+$/, "an absolute path")
        .default("/var/log/inventorysync"),
      apm: z.boolean().default(true),
      performanceLogging: z.boolean().default(true),
      /** `CLOUDWATCH_STREAM_NAME` */
      logStreamName: z.string().regex(/^[^:*]{1,512}$/, "a log stream name without ':' or '*'").default("inventorysync-api"),
    })
    .prefault({}),
  /** Retention per log, in days, where it differs from the catalogue's. */
  retentionDays: z.partialRecord(z.enum(LOGS.map((log) => log.id)), z.literal(RETENTION_DAYS)).default({}),
  search,
  sentry: z
    .strictObject({
      environment: z.string().max(64).optional(),
      tracesSampleRate: rate.default(0.1),
      profilesSampleRate: rate.default(0.1),
    })
    .optional(),
  datadog: z
    .strictObject({
      site: z.string().regex(/^[a-z0-9.-]+\.(com|eu)$/, "a Datadog site such as datadoghq.com").default("datadoghq.com"),
      /** The intake's address where it is not the site's own: a proxy, or the local intake. */
      intakeUrl: z.url({ protocol: /^https?$/ }).optional(),
    })
    .optional(),
  forwarding: z
    .strictObject({
      topology: z.enum(["direct"]).default("direct"),
      memoryMiB: z.int().min(256).max(10_240).default(512),
      timeoutSeconds: seconds(30, 900).default(120),
      reservedConcurrency: z.int().min(1).max(1_000).default(10),
    })
    .prefault({}),
  alarms: z
    .strictObject({
      /** Errors in the application log within five minutes that make a spike. */
      errorSpike: z.int().min(1).default(50),
      /** Who is told, by e-mail; a subscription has to be confirmed once. */
      notify: z.array(z.email()).default([]),
    })
    .prefault({}),
});

/** What a configuration file may say. */
export type EnvironmentInput = z.input<typeof environmentSchema>;
/** An environment with every default filled in. */
export type EnvironmentConfig = z.output<typeof environmentSchema>;
export type SearchConfig = EnvironmentConfig["search"];
export type Authentication = z.output<typeof authentication>;
