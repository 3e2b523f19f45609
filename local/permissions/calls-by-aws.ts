import type { Permission } from "./policy-document";

/** Calls that an AWS service makes with the role of a function, and the function does not. */
export interface CallsByAws {
  readonly actions: readonly string[];
  /** The service that uses a key for the role. */
  readonly viaService?: string;
  /** Who calls, and why. */
  readonly purpose: string;
  /** The page of AWS that requires the permission. */
  readonly page: string;
}

export const CALLS_BY_AWS: readonly CallsByAws[] = [
  {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    purpose: "Lambda writes the log of the function",
    page: 'AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs"',
  },
  {
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    purpose: "Lambda writes the traces of the function",
    page: 'AWS Lambda Developer Guide, "Visualize Lambda function invocations using AWS X-Ray"',
  },
  {
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    purpose: "Lambda polls the queue of the event source mapping",
    page: 'AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping"',
  },
  {
    actions: ["sqs:SendMessage"],
    purpose: "Lambda sends a failed event to the on-failure destination",
    page: 'AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations"',
  },
  {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    viaService: "s3",
    purpose: "Amazon S3 encrypts and decrypts objects",
    page: 'Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys (SSE-KMS)"',
  },
  {
    actions: ["kms:Decrypt"],
    viaService: "secretsmanager",
    purpose: "Secrets Manager decrypts the secret",
    page: 'AWS Secrets Manager User Guide, "Secret encryption and decryption in AWS Secrets Manager"',
  },
  {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    viaService: "sns",
    purpose: "Amazon SNS encrypts the notification",
    page: 'Amazon SNS Developer Guide, "Managing Amazon SNS encryption keys and costs"',
  },
  {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    viaService: "sqs",
    purpose: "Amazon SQS encrypts and decrypts messages",
    page: 'Amazon SQS Developer Guide, "Amazon SQS Key management"',
  },
];

/** Undefined if the function itself may make the call. */
export function callByAws({ action, viaService }: Permission): CallsByAws | undefined {
  return CALLS_BY_AWS.find((call) => call.actions.includes(action) && call.viaService === viaService);
}
