import { type Cause } from "./cause";
import { alreadyOn, missingData, suppressed } from "./causes/alarms";
import { belowError, forwarderFails, functionsStopped, noLines, sampled, storm } from "./causes/forwarding";
import { fromCheck } from "./causes/from-check";
import { hostsDiffer, onHost } from "./causes/hosts";
import { sinkAnswers } from "./causes/sink-answers";
import { clocks, debugLines, logSpam } from "./causes/volume";
import { SYMPTOM_IDS, type SymptomId } from "./symptom-ids";

/** What somebody notices, and its possible causes, most likely or most severe first. */
export interface Symptom {
  readonly id: SymptomId;
  readonly title: string;
  /** What it looks like. */
  readonly description: string;
  readonly causes: readonly Cause[];
}

const REDEPLOY = "`npx cdk deploy 'production/*' --revert-drift`";
const APPLY_CONTENT =
  "deploy the environment; if the stacks are up to date, raise `retentionDays` of one log, deploy the Search stack, and undo it";
const STORE = "`aws secretsmanager put-secret-value`";

const subscriptions = fromCheck("subscriptions", {
  statement: "a log group has no subscription filter, or one with a pattern or another destination",
  remedy: REDEPLOY,
});

const CAUSES: Readonly<Record<SymptomId, Omit<Symptom, "id">>> = {
  "permission-denied": {
    title: "Permission denied",
    description: "the application cannot write its log files, or the CloudWatch agent cannot read them",
    causes: [
      onHost("host-accounts"),
      onHost("host-log-directory"),
      onHost("host-log-files"),
      onHost("host-selinux"),
      onHost("host-apparmor"),
      onHost("host-agent"),
      onHost("host-disk"),
      hostsDiffer,
    ],
  },
  "sentry-receives-nothing": {
    title: "Sentry receives nothing",
    description: "an error is in the log, and Sentry has no event of it",
    causes: [
      fromCheck("sentry-secret", {
        statement: "the DSN is missing, still the placeholder, or malformed",
        remedy: `${STORE} with the DSN of the project`,
      }),
      ...sinkAnswers("sentry"),
      noLines("sentry"),
      subscriptions,
      functionsStopped,
      forwarderFails,
      belowError,
      storm,
    ],
  },
  "files-grow": {
    title: "Log files grow",
    description: "the log files, or the volume in CloudWatch Logs, are larger than expected",
    causes: [
      onHost("host-rotation-file"),
      onHost("host-rotation-schedule"),
      onHost("host-rotation"),
      onHost("host-log-level"),
      debugLines,
      logSpam,
      onHost("host-log-spam"),
      onHost("host-disk"),
    ],
  },
  "missing-in-opensearch": {
    title: "Logs are missing in OpenSearch",
    description:
      "a line is in the log file, and a query does not find it; the causes are in the order of its way",
    causes: [
      onHost("host-agent"),
      noLines("opensearch"),
      subscriptions,
      functionsStopped,
      forwarderFails,
      fromCheck("search-secret", {
        statement: "the credentials of the search engine are missing or malformed",
        remedy: STORE,
      }),
      fromCheck("domain", {
        statement: "the domain does not exist, or a change of it is in progress",
        remedy: "wait for the end of the change, or deploy the environment",
      }),
      ...sinkAnswers("opensearch"),
      fromCheck("search-health", {
        statement: "the data streams are yellow or red",
        remedy: "the runbook's article `domain-red` or `domain-yellow`",
      }),
      fromCheck("index-templates", {
        statement: "an index template or component template was changed",
        remedy: APPLY_CONTENT,
      }),
      fromCheck("data-streams", {
        statement: "a data stream is missing, or has the mapping of an earlier deployment",
        remedy: APPLY_CONTENT,
      }),
      fromCheck("search-templates", {
        statement: "a search template is missing or was changed, so that a question finds nothing",
        remedy: APPLY_CONTENT,
      }),
    ],
  },
  "datadog-gaps": {
    title: "Datadog shows gaps",
    description: "Datadog has no logs, or fewer than the log groups, in some time",
    causes: [
      fromCheck("datadog-secret", {
        statement: "the API key is missing, still the placeholder, or malformed",
        remedy: `${STORE} with the API key`,
      }),
      ...sinkAnswers("datadog"),
      noLines("datadog"),
      subscriptions,
      functionsStopped,
      forwarderFails,
      clocks,
      sampled,
    ],
  },
  "alarm-did-not-come": {
    title: "An alarm did not come",
    description: "something failed, and nobody was notified",
    causes: [
      fromCheck("alarms", {
        statement: "the alarm does not exist, its actions are disabled, or it has no action",
        remedy: REDEPLOY,
      }),
      fromCheck("alarm-recipients", {
        statement:
          "nobody subscribes to the notifications, or a recipient has not confirmed the subscription",
        remedy: "confirm with the link in the e-mail of AWS Notifications; deploy the environment",
      }),
      fromCheck("metric-filters", {
        statement: "a log group has no metric filter for the metric of the alarm",
        remedy: REDEPLOY,
      }),
      missingData,
      suppressed,
      alreadyOn,
    ],
  },
};

export const SYMPTOMS: readonly Symptom[] = SYMPTOM_IDS.map((id) => ({ id, ...CAUSES[id] }));
