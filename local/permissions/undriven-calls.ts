import type { Permission } from "./policy-document";

/** A call that a function makes only in a case that its drive cannot bring about. */
interface UndrivenCall {
  readonly action: string;
  /** In the ARN of the resource. */
  readonly resource: RegExp;
  readonly when: string;
  /** The page of AWS that requires the permission. */
  readonly page: string;
}

const UNDRIVEN_CALLS: readonly UndrivenCall[] = [
  {
    action: "logs:StopQuery",
    resource: /^\*$/,
    when: "only if a query takes longer than the notifier waits; the emulator answers at once",
    page: 'Amazon CloudWatch Logs API Reference, "StopQuery"',
  },
  {
    action: "s3:PutObject",
    resource: /\/quarantine\/opensearch\/\*$/,
    when: "only if OpenSearch rejects a document; it accepts every document of the drive",
    page: 'Amazon S3 API Reference, "PutObject"',
  },
  {
    action: "s3:PutObject",
    resource: /\/remainder\/opensearch\/\*$/,
    when: "only if OpenSearch accepts some documents of an object now, and not the others",
    page: 'Amazon S3 API Reference, "PutObject"',
  },
  {
    action: "s3:GetObjectVersion",
    resource: /-archive-\d+\/(?:records|errors)\/\*$/,
    when: "only for an object of a complete hour; those of the drive are of the current one",
    page: 'Amazon S3 API Reference, "GetObject"',
  },
];

/** Why the removal of a permission changed nothing, or what to do about it. */
export function explainUnproven({ action, resource }: Permission): string {
  const call = UNDRIVEN_CALLS.find((each) => each.action === action && each.resource.test(resource));
  return call
    ? `${call.when}: ${call.page}`
    : "nothing changed: remove the permission from lib/, extend the drive, or add the call to local/permissions/undriven-calls.ts";
}
