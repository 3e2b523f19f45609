import type { Check } from "../check";
import { CHECK_IDS } from "../check-ids";
import { alerts } from "./alarms";
import { account, configuration } from "./configuration";
import { archive } from "./archive";
import { hosts } from "./hosts";
import { datadogIntake, sentryIntake } from "./intakes";
import { logGroups } from "./log-groups";
import { lambdaConcurrency, serviceLinkedRole } from "./quotas";
import { roles } from "./roles";
import { search } from "./search";
import { secrets } from "./secrets";
import { cdkBootstrap, stacks } from "./stacks";
import { subscriptions } from "./subscriptions";
import { trail } from "./trail";

const ALL: readonly Check[] = [
  configuration,
  account,
  lambdaConcurrency,
  cdkBootstrap,
  stacks,
  ...hosts,
  ...secrets,
  sentryIntake,
  datadogIntake,
  subscriptions,
  serviceLinkedRole,
  ...search,
  ...alerts,
  ...logGroups,
  trail,
  archive,
  roles,
];

/** Every check, in the order of the checklist. */
export const CHECKS: readonly Check[] = ALL.toSorted(
  (a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id),
);
