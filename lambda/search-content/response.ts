import type {
  CloudFormationCustomResourceEvent as CustomResourceRequest,
  CloudFormationCustomResourceResponse as CustomResourceResponse,
} from "aws-lambda";

/** Source: AWS CloudFormation User Guide, "Custom resource response objects". */
const MAX_RESPONSE_BYTES = 4_096;

/** The outcome of a request. */
export type RequestOutcome =
  | { readonly succeeded: true; readonly data?: Readonly<Record<string, string>>; readonly reason?: string }
  | { readonly succeeded: false; readonly reason: string };

/** The response to CloudFormation, with the reason truncated to its size limit. */
export function createResponse(
  request: CustomResourceRequest,
  physicalResourceId: string,
  outcome: RequestOutcome,
): CustomResourceResponse {
  const responseWith = (reason: string): CustomResourceResponse => ({
    Status: outcome.succeeded ? "SUCCESS" : "FAILED",
    Reason: reason,
    PhysicalResourceId: physicalResourceId,
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
    ...(outcome.succeeded && outcome.data && { Data: outcome.data }),
  });

  const fullReason = outcome.reason ?? "";
  let keptLength = fullReason.length;
  while (keptLength > 0 && bytes(responseWith(truncate(fullReason, keptLength))) > MAX_RESPONSE_BYTES)
    keptLength = Math.floor(keptLength * 0.9);
  return responseWith(truncate(fullReason, keptLength));
}

function truncate(text: string, length: number): string {
  return length < text.length ? `${text.slice(0, length)}…` : text;
}

function bytes(response: CustomResourceResponse): number {
  return Buffer.byteLength(JSON.stringify(response));
}
