import { command, property, testIn } from "../evidence";
import type { Measure } from "../measure";

/** How long logs are kept, and that none is lost. */
export const KEEPING_MEASURES = {
  retention: {
    construct: { file: "lib/storage/log-groups.ts", name: "LogGroups" },
    property: "every log group expires after the retention of the catalogue or of the environment",
    evidence: [property("every log group expires")],
  },
  "audit-retention": {
    construct: { file: "lib/compliance/rules/audit-retention.ts", name: "auditRetention" },
    property: "production keeps audit and security logs for 731 days, all of them searchable",
    evidence: [
      property("production keeps its audit logs for at least a year"),
      testIn(
        "test/config/environments.test.ts",
        "production keeps audit logs longer than the catalogue requires",
      ),
    ],
  },
  "deletion-protection": {
    construct: { file: "lib/storage/removal-policies.ts", name: "retainAlways" },
    property: "log groups outlive their stack, and CloudWatch Logs refuses to delete them",
    evidence: [
      property("the log groups of InventorySync outlive their stack and refuse deletion"),
      testIn(
        "test/lib/storage/stateful-ids.test.ts",
        "every stateful resource of production keeps its logical id",
      ),
    ],
  },
  "log-inventory": {
    construct: { file: "ops/report/inventory/index.ts", name: "logInventory" },
    property: "one inventory names every log, its places, retention, readers and personal data",
    evidence: [
      testIn(
        "test/ops/report/inventory.test.ts",
        "every log group of the templates is in the inventory, with its retention",
      ),
      command("npx logs report production"),
    ],
  },
  "complete-delivery": {
    construct: { file: "lambda/delivery/deliver.ts" },
    property: "each event reaches each of its sinks, or is kept with the reason until somebody decides",
    evidence: [
      testIn(
        "test/integration/end-to-end.test.ts",
        "arrives once at each sink, with balanced ledgers, correct query results and no planted secret",
      ),
      command("npm run simulate"),
      command("npx logs reconcile production"),
    ],
  },
  "outage-tolerance": {
    construct: { file: "lib/forwarding/parking/parking.ts", name: "Parking" },
    property: "events wait in a bucket while a sink is down, and are sent without manual intervention",
    evidence: [
      testIn(
        "test/integration/end-to-end.test.ts",
        "has its events parked, then replayed and delivered once, without manual intervention",
      ),
      command("npm run local -- --once --outage"),
    ],
  },
  "domain-availability": {
    construct: { file: "lib/search/domain.ts", name: "SearchDomain" },
    property: "production's domain has nodes in three zones, one of them on standby",
    evidence: [
      testIn(
        "test/lib/search/search-stack.test.ts",
        "has dedicated master nodes and nodes in three zones, one of them on standby",
      ),
    ],
  },
  "host-files": {
    construct: { file: "host/logrotate.ts" },
    property: "rotation loses no line, also under load and with a killed writer",
    evidence: [
      testIn("test/host/rotation.test.ts", "loses no line under load, over six rotations and a restart"),
    ],
  },
  "unsampled-audit": {
    construct: { file: "catalog/logs.ts", name: "LOGS" },
    property: "audit and security logs are never sampled, and the audit log goes to no third party",
    evidence: [
      testIn("test/catalog/logs.test.ts", "the audit log goes to no third party"),
      testIn("test/catalog/logs.test.ts", "only operational logs can be sampled"),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;
