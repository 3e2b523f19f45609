import { archive } from "./archive";
import { bastion } from "./bastion";
import { cloudWatch } from "./cloudwatch";
import { cloudWatchLogs } from "./cloudwatch-logs";
import { dataTransfer } from "./data-transfer";
import { kinesis } from "./kinesis";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { openSearch } from "./opensearch";
import { secretsManager } from "./secrets-manager";
import type { ServiceCost } from "./service-cost";
import { sns } from "./sns";
import { trail } from "./trail";
import { vpc } from "./vpc";

export const SERVICE_COSTS: readonly ServiceCost[] = [
  cloudWatchLogs,
  cloudWatch,
  lambda,
  kinesis,
  openSearch,
  vpc,
  bastion,
  dataTransfer,
  kms,
  secretsManager,
  sns,
  trail,
  archive,
];
