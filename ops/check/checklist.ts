/** The items of the deployment guide's checklist. Source: the deployment guide, section 7, "Pre-deployment Checklist". */
export const CHECKLIST = [
  { id: "environment-variables", title: "All environment variables are set correctly" },
  { id: "log-directories", title: "Log directories exist with proper permissions" },
  { id: "sentry", title: "Sentry integration is tested" },
  { id: "log-rotation", title: "Log rotation is configured" },
  { id: "log-aggregation", title: "Log aggregation is connected" },
  { id: "alerts", title: "Monitoring alerts are set up" },
  { id: "security", title: "Security policies are in place" },
] as const;

export type ItemId = (typeof CHECKLIST)[number]["id"];
