import { alarmAction } from "./alarm-action";
import { auditRetention } from "./audit-retention";
import { functionLogGroup } from "./function-log-group";
import { functionReadsOwnLogGroup } from "./function-reads-own-log-group";
import { logGroupDataProtection } from "./log-group-data-protection";
import { logGroupEncryption } from "./log-group-encryption";
import { logGroupRetention } from "./log-group-retention";
import type { Rule } from "./rule";
import { secretInEnvironment } from "./secret-in-environment";
import { subscribedLogGroup } from "./subscribed-log-group";

export const RULES: readonly Rule[] = [
  auditRetention,
  logGroupEncryption,
  logGroupRetention,
  logGroupDataProtection,
  functionLogGroup,
  functionReadsOwnLogGroup,
  alarmAction,
  secretInEnvironment,
  subscribedLogGroup,
];
