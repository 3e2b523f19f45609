import type { Price, PriceTable } from "./price-table";

/**
 * How each price was confirmed. The pages of AWS load their prices with a script, so no price was read there: each was
 * read in a copy of the AWS Price List, or in a bill, that a public repository contains.
 */
const PRICE_LIST_2025_10_28 = "copy of the AWS Price List of 2025-10-28";
const PRICE_LIST_2026_06_27 = "copy of the AWS Price List of 2026-06-27";
const PRICE_LIST_2026_10_02 = "copy of the AWS Price List of 2026-10-02";
const INFRACOST = "Infracost's expected results from the AWS Price List, undated";
const BILLS = "line items of AWS bills, undated";
const QUOTED = "quoted in public repositories, undated";
const UNCONFIRMED = "not confirmed in a copy of the AWS Price List";
const CLOUDWATCH_ALARMS = '"aws_cloudwatch_metric_alarm cost estimation" of C3X, undated';

const CLOUDWATCH = `Amazon CloudWatch pricing; ${PRICE_LIST_2025_10_28}`;
const LAMBDA = `AWS Lambda pricing; ${PRICE_LIST_2025_10_28}`;
const KINESIS = `Amazon Kinesis Data Streams pricing; ${INFRACOST}`;
const KMS = `AWS Key Management Service pricing; ${PRICE_LIST_2025_10_28}`;
const SNS = `Amazon SNS pricing; ${INFRACOST}`;
const SECRETS_MANAGER = `AWS Secrets Manager pricing; ${PRICE_LIST_2025_10_28}`;

/** US East (N. Virginia). */
export const US_EAST_1: PriceTable = {
  region: "us-east-1",
  prices: {
    logIngestion: { usd: 0.5, source: CLOUDWATCH },
    logStorage: { usd: 0.03, source: CLOUDWATCH },
    queryScan: { usd: 0.005, source: `Amazon CloudWatch pricing; ${INFRACOST}` },
    dataProtection: { usd: 0.12, source: CLOUDWATCH },
    customMetric: { usd: 0.3, source: CLOUDWATCH },
    alarmMetric: { usd: 0.1, source: CLOUDWATCH },
    dashboard: { usd: 3, source: `Amazon CloudWatch pricing; ${QUOTED}` },
    compositeAlarm: { usd: 0.5, source: `Amazon CloudWatch pricing; ${CLOUDWATCH_ALARMS}` },
    lambdaRequest: { usd: 0.2, source: LAMBDA },
    lambdaCompute: { usd: 0.000_013_333_4, source: LAMBDA },
    streamHour: { usd: 0.04, source: KINESIS },
    streamIngestion: { usd: 0.08, source: KINESIS },
    streamRetrieval: { usd: 0.04, source: KINESIS },
    streamRetention: { usd: 0.1, source: KINESIS },
    streamLongRetention: { usd: 0.023, source: KINESIS },
    searchStorage: { usd: 0.122, source: `Amazon OpenSearch Service pricing; ${PRICE_LIST_2026_06_27}` },
    natGateway: { usd: 0.045, source: `Amazon VPC pricing; ${INFRACOST}` },
    natData: { usd: 0.045, source: `Amazon VPC pricing; ${INFRACOST}` },
    publicAddress: { usd: 0.005, source: `Amazon VPC pricing; ${BILLS}` },
    interfaceEndpoint: { usd: 0.01, source: `AWS PrivateLink pricing; ${INFRACOST}` },
    bastionInstance: { usd: 0.0042, source: `Amazon EC2 On-Demand Pricing; ${UNCONFIRMED}` },
    bastionVolume: { usd: 0.08, source: `Amazon EBS pricing; ${UNCONFIRMED}` },
    dataTransferOut: { usd: 0.09, source: `Amazon EC2 On-Demand Pricing, data transfer; ${BILLS}` },
    notificationRequest: { usd: 0.5, source: SNS },
    notificationEmail: { usd: 2, source: SNS },
    notificationHttps: { usd: 0.06, source: SNS },
    trailEvent: { usd: 2, source: `AWS CloudTrail pricing; ${QUOTED}` },
    objectStorage: { usd: 0.023, source: `Amazon S3 pricing; ${INFRACOST}` },
    coldStorage: { usd: 0.004, source: `Amazon S3 pricing; ${QUOTED}` },
    coldTransition: { usd: 0.02, source: `Amazon S3 pricing; ${UNCONFIRMED}` },
    archiveIngestion: { usd: 0.029, source: `Amazon Data Firehose pricing; ${UNCONFIRMED}` },
    objectWrite: { usd: 0.005, source: `Amazon S3 pricing; ${INFRACOST}` },
    key: { usd: 1, source: KMS },
    keyRequest: { usd: 0.03, source: KMS },
    secret: { usd: 0.4, source: SECRETS_MANAGER },
    secretRequest: { usd: 0.05, source: SECRETS_MANAGER },
  },
  searchInstances: {
    "t3.small.search": 0.036,
    "t3.medium.search": 0.073,
    "m7g.medium.search": 0.068,
    "m7g.large.search": 0.135,
    "m7g.xlarge.search": 0.271,
    "m7g.2xlarge.search": 0.542,
    "m7g.4xlarge.search": 1.084,
    "m7g.8xlarge.search": 2.167,
    "m8g.medium.search": 0.075,
    "m8g.large.search": 0.15,
    "m8g.xlarge.search": 0.299,
    "m8g.2xlarge.search": 0.597,
    "m8g.4xlarge.search": 1.193,
    "r7g.medium.search": 0.089,
    "r7g.large.search": 0.178,
    "r7g.xlarge.search": 0.356,
    "r7g.2xlarge.search": 0.711,
    "r7g.4xlarge.search": 1.422,
    "r7g.8xlarge.search": 2.845,
    "r8g.medium.search": 0.098,
    "r8g.large.search": 0.196,
    "r8g.xlarge.search": 0.392,
    "r8g.2xlarge.search": 0.783,
    "r8g.4xlarge.search": 1.565,
  },
  searchInstanceSource: `Amazon OpenSearch Service pricing; ${PRICE_LIST_2026_10_02}`,
};

/** US dollars for a GiB-second of a function on x86_64, which no estimate needs: the functions run on arm64. */
export const LAMBDA_X86_PRICE: Price = { usd: 0.000_016_666_7, source: `AWS Lambda pricing; ${QUOTED}` };
