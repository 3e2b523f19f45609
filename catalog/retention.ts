/**
 * Retention periods that CloudWatch Logs accepts, in days.
 * Source: Amazon CloudWatch Logs API Reference, "PutRetentionPolicy", retentionInDays.
 */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export type RetentionDays = (typeof RETENTION_DAYS)[number];

/**
 * Minimum retention of the audit and security logs, in days. Source: the deployment guide, section 6, "Audit Log
 * Retention".
 */
export const MIN_AUDIT_RETENTION_DAYS = 90;

/**
 * Retention of the log groups of the platform's functions, in days. A function logs its own operations, not the log
 * events that it forwards. One month is enough to diagnose a failure.
 */
export const FUNCTION_LOG_RETENTION_DAYS = 30 satisfies RetentionDays;

/** Retention of the error and slow logs of a domain, in days. One month is enough to diagnose it. */
export const DOMAIN_LOG_RETENTION_DAYS = 30 satisfies RetentionDays;

/** Retention of the flow logs of a domain's VPC, in days. Long enough to investigate a finding that is one month old. */
export const FLOW_LOG_RETENTION_DAYS = 60 satisfies RetentionDays;
