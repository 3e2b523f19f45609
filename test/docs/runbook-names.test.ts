import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  alarmTopicName,
  notificationTopicName,
  functionLogGroupName,
  rejectedPrefix,
  roleName,
  searchDomainName,
  SINK_NAMES,
  type SinkName,
  stackName,
} from "../../catalog";
import { productionIn, onlyResource, type TopologyName } from "../fixtures/forwarding";

const runbook = readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8");

/** Matches `NAME=$(physical_id forwarding TYPE ID)`; ID may contain `${PIPELINE}`. */
const LOOKUPS = [...runbook.matchAll(/^(\w+)=\$\(physical_id forwarding (\S+) "?([\w${}]+)"?\)$/gm)].map(
  ([, variable = "", type = "", id = ""]) => ({ variable, type, id }),
);

const PIPELINES: readonly (readonly [TopologyName, SinkName | undefined, string])[] = [
  ["direct", undefined, "Forwarding"],
  ...SINK_NAMES.map((sink) => ["kinesis", sink, `ForwardingPipeline${sink}`] as const),
];

test("the runbook looks up the forwarder and the queues", () => {
  expect(LOOKUPS.map(({ variable }) => variable)).toEqual(["FORWARDER", "REPLAY_QUEUE", "ON_FAILURE_QUEUE"]);
});

describe.each(PIPELINES)("in topology %s, sink %s", (topology, _, pipeline) => {
  const { Forwarding } = productionIn(topology).templates;
  const find = ({ type, id }: (typeof LOOKUPS)[number]) => {
    const prefix = id.replace("${PIPELINE}", pipeline);
    // As in the runbook: the prefix, then the hash.
    return Object.entries(Forwarding.findResources(type)).filter(
      ([each]) => each.startsWith(prefix) && each.length === prefix.length + 8,
    );
  };

  test.each(LOOKUPS)("the lookup of $variable finds one resource", (lookup) => {
    expect(find(lookup)).toHaveLength(1);
  });
});

test.each([
  stackName("$ENVIRONMENT", "$1"),
  searchDomainName("$ENVIRONMENT"),
  functionLogGroupName("$ENVIRONMENT", "$1${PIPELINE_SINK:+-$PIPELINE_SINK}"),
  alarmTopicName("<environment>", "page"),
  alarmTopicName("<environment>", "ticket"),
  notificationTopicName("<environment>", "page"),
  notificationTopicName("<environment>", "ticket"),
  roleName("<environment>", "reader"),
  roleName("<environment>", "auditor"),
  roleName("<environment>", "search-content"),
  roleName("$ENVIRONMENT", "search-content"),
  rejectedPrefix("$SINK" as SinkName),
])("the runbook writes %s as in the catalogue", (name) => {
  expect(runbook).toContain(name);
});

test("the runbook has the alias of the forwarding key", () => {
  const { Forwarding } = productionIn("kinesis").templates;
  const { Properties } = onlyResource<{ AliasName: string }>(Forwarding, "AWS::KMS::Alias");
  expect(runbook).toContain(Properties.AliasName.replace("production", "<environment>"));
});
