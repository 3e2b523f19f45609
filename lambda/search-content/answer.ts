import type {
  CloudFormationCustomResourceEvent as Request,
  CloudFormationCustomResourceResponse as Answer,
} from "aws-lambda";

/** Source: AWS CloudFormation User Guide, "Custom resource response objects". */
const MAX_ANSWER_BYTES = 4_096;

/** What became of a request. */
export type Outcome =
  | { readonly succeeded: true; readonly data?: Readonly<Record<string, string>>; readonly reason?: string }
  | { readonly succeeded: false; readonly reason: string };

/** The answer CloudFormation waits for, with as much of the reason as it takes. */
export function answerTo(request: Request, physicalResourceId: string, outcome: Outcome): Answer {
  const answer = (reason: string): Answer => ({
    Status: outcome.succeeded ? "SUCCESS" : "FAILED",
    Reason: reason,
    PhysicalResourceId: physicalResourceId,
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
    ...(outcome.succeeded && outcome.data && { Data: outcome.data }),
  });

  const whole = outcome.reason ?? "";
  let kept = whole.length;
  while (kept > 0 && bytes(answer(cut(whole, kept))) > MAX_ANSWER_BYTES) kept = Math.floor(kept * 0.9);
  return answer(cut(whole, kept));
}

function cut(text: string, length: number): string {
  return length < text.length ? `${text.slice(0, length)}…` : text;
}

function bytes(answer: Answer): number {
  return Buffer.byteLength(JSON.stringify(answer));
}
