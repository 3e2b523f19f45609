/**
 * What AWS charges for, and for which unit. AWS writes GB where it counts 2^30 bytes; the units here are in GiB. Where a
 * price depends on the quantity, the table has that of the first tier.
 */
export const CHARGES = {
  logIngestion: { service: "CloudWatch Logs", charge: "ingestion, standard log class", unit: "GiB" },
  logStorage: { service: "CloudWatch Logs", charge: "storage, compressed", unit: "GiB-month" },
  queryScan: { service: "CloudWatch Logs", charge: "data scanned by queries of Logs Insights", unit: "GiB" },
  dataProtection: { service: "CloudWatch Logs", charge: "scan of data protection", unit: "GiB" },
  customMetric: { service: "CloudWatch", charge: "custom metric", unit: "metric-month" },
  alarmMetric: {
    service: "CloudWatch",
    charge: "metric of an alarm, standard resolution",
    unit: "metric-month",
  },
  dashboard: { service: "CloudWatch", charge: "dashboard", unit: "dashboard-month" },
  compositeAlarm: { service: "CloudWatch", charge: "composite alarm", unit: "alarm-month" },
  lambdaRequest: { service: "Lambda", charge: "request", unit: "million requests" },
  lambdaCompute: { service: "Lambda", charge: "duration × memory, arm64", unit: "GiB-second" },
  streamHour: { service: "Kinesis Data Streams", charge: "on-demand stream", unit: "hour" },
  streamIngestion: { service: "Kinesis Data Streams", charge: "data written, on-demand", unit: "GiB" },
  streamRetrieval: { service: "Kinesis Data Streams", charge: "data read, on-demand", unit: "GiB" },
  streamRetention: {
    service: "Kinesis Data Streams",
    charge: "retention from 24 hours to 7 days",
    unit: "GiB-month",
  },
  streamLongRetention: {
    service: "Kinesis Data Streams",
    charge: "retention beyond 7 days",
    unit: "GiB-month",
  },
  searchStorage: { service: "OpenSearch Service", charge: "gp3 volume", unit: "GiB-month" },
  natGateway: { service: "VPC", charge: "NAT gateway", unit: "hour" },
  natData: { service: "VPC", charge: "data processed by the NAT gateway", unit: "GiB" },
  publicAddress: { service: "VPC", charge: "public IPv4 address", unit: "hour" },
  interfaceEndpoint: { service: "VPC", charge: "interface endpoint in one zone", unit: "hour" },
  bastionInstance: { service: "EC2", charge: "t4g.nano", unit: "hour" },
  bastionVolume: { service: "EC2", charge: "gp3 volume", unit: "GiB-month" },
  dataTransferOut: { service: "Data transfer", charge: "to the internet", unit: "GiB" },
  notificationRequest: { service: "SNS", charge: "request, 64 KiB", unit: "million requests" },
  notificationEmail: { service: "SNS", charge: "delivery by e-mail", unit: "100,000 e-mails" },
  notificationHttps: { service: "SNS", charge: "delivery over HTTPS", unit: "100,000 deliveries" },
  trailEvent: {
    service: "CloudTrail",
    charge: "management event, second and each further copy",
    unit: "100,000 events",
  },
  objectStorage: { service: "S3", charge: "storage, standard", unit: "GiB-month" },
  coldStorage: { service: "S3", charge: "storage, Glacier Instant Retrieval", unit: "GiB-month" },
  coldTransition: {
    service: "S3",
    charge: "transition to Glacier Instant Retrieval",
    unit: "1,000 requests",
  },
  archiveIngestion: { service: "Data Firehose", charge: "ingestion, Direct PUT", unit: "GiB" },
  objectWrite: { service: "S3", charge: "PUT request", unit: "1,000 requests" },
  key: { service: "KMS", charge: "key", unit: "key-month" },
  keyRequest: { service: "KMS", charge: "request", unit: "10,000 requests" },
  secret: { service: "Secrets Manager", charge: "secret", unit: "secret-month" },
  secretRequest: { service: "Secrets Manager", charge: "request", unit: "10,000 requests" },
} as const satisfies Readonly<Record<string, Charge>>;

interface Charge {
  readonly service: string;
  readonly charge: string;
  readonly unit: string;
}

export type ChargeId = keyof typeof CHARGES;
export const CHARGE_IDS = Object.keys(CHARGES) as readonly ChargeId[];
export type ServiceName = (typeof CHARGES)[ChargeId]["service"];

export interface Price {
  /** US dollars for one unit. */
  readonly usd: number;
  /** The price, by the title of its page, and where and when it was read. */
  readonly source: string;
}

/** On-demand list prices of one region, without free tier, discounts and taxes. */
export interface PriceTable {
  readonly region: string;
  readonly prices: Readonly<Record<ChargeId, Price>>;
  /** US dollars for an hour, by the instance type of OpenSearch Service. */
  readonly searchInstances: Readonly<Record<string, number>>;
  readonly searchInstanceSource: string;
}
