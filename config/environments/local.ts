import { secretName } from "../../catalog";
import type { EnvironmentInput } from "../schema";

/** URL of the local Datadog intake, unless `LOCAL_DATADOG_INTAKE_URL` is set. */
export const DEFAULT_DATADOG_INTAKE_URL = "http://127.0.0.1:10516";

/** `LOCAL_TOPOLOGY`, unchecked; the schema checks it. */
const topology = process.env["LOCAL_TOPOLOGY"] as NonNullable<EnvironmentInput["forwarding"]>["topology"];

/** The runbook on the local page, whose port is free to choose. */
const runbookUrl = process.env["LOCAL_RUNBOOK_URL"];

/** The whole platform on one machine, deployed to an AWS emulator by `npm run local`. */
const local: EnvironmentInput = {
  environment: "local",
  // The emulator's account, so that no stack for it can reach a real account.
  account: "000000000000",
  region: "us-east-1",
  deletionProtection: false,
  search: {
    kind: "domain",
    dataNodes: { instanceType: "t3.small.search", count: 1, volumeGiB: 10 },
    availabilityZones: 1,
    // The local engine is a plain OpenSearch, which authenticates users by password, not IAM roles.
    authentication: { kind: "basic", secretName: secretName("local", "search-engine") },
  },
  sentry: {},
  datadog: { intakeUrl: process.env["LOCAL_DATADOG_INTAKE_URL"] ?? DEFAULT_DATADOG_INTAKE_URL },
  // Each concurrent invocation is a process on the same machine, and every intake is on its loopback interface.
  forwarding: { reservedConcurrency: 4, topology, allowPrivateAddresses: true },
  alarms: {
    notify: [{ kind: "webhook", name: "local", format: "json" }],
    ...(runbookUrl !== undefined && { runbookUrl }),
  },
  archive: {},
  // The emulator has no CloudTrail.
  audit: { trail: "existing" },
};
export default local;
