import {
  type AdvancedEventSelector,
  CloudTrailClient,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  type GetEventSelectorsResponse,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import { trailName } from "../../../catalog";
import type { Check } from "../check";
import { deployAgain, failed, type Outcome, verified } from "../outcome";

/**
 * Reads the trails with `cloudtrail:DescribeTrails`, `cloudtrail:GetTrailStatus` and `cloudtrail:GetEventSelectors`. Trails
 * of other regions and of the organization are listed too, if they record this region. Source: AWS CloudTrail API
 * Reference, "DescribeTrails", includeShadowTrails.
 */
export const trail: Check = {
  id: "audit-trail",
  item: "security",
  title: "a trail of the account records every API call",
  async run({ aws, config: { environment, audit } }) {
    const client = new CloudTrailClient(aws);
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    if (audit.trail === "create") {
      const name = trailName(environment);
      const own = trailList.filter(({ Name }) => Name === name);
      return judge(
        await Promise.all(own.map((each) => examine(client, each, aws.region))),
        `the trail ${name} does not exist`,
        `${deployAgain(environment)} --revert-drift`,
      );
    }
    return judge(
      await Promise.all(trailList.map((each) => examine(client, each, aws.region))),
      `no trail records the region ${aws.region}`,
      'correct a trail with "aws cloudtrail start-logging", "update-trail" or "put-event-selectors", or set audit.trail to ' +
        `"create" in config/environments/${environment}.ts and ${deployAgain(environment)}`,
    );
  },
};

interface Examined {
  readonly name: string;
  readonly problems: readonly string[];
}

/** One trail without a problem is enough. */
function judge(trails: readonly Examined[], ifNone: string, remedy: string): Outcome {
  const complete = trails.find(({ problems }) => problems.length === 0);
  if (complete)
    return verified(
      `the trail ${complete.name} logs all read and write management events to encrypted, validated log files`,
    );
  const found = trails.map(({ name, problems }) => `the trail ${name} ${problems.join(", ")}`);
  return failed(found.length === 0 ? ifNone : found.join("; "), remedy);
}

async function examine(client: CloudTrailClient, found: Trail, region: string): Promise<Examined> {
  // A trail of another region or of the organization is known by its ARN only.
  const name = found.TrailARN ?? found.Name ?? "";
  const [status, selectors] = await Promise.all([
    client.send(new GetTrailStatusCommand({ Name: name })),
    client.send(new GetEventSelectorsCommand({ TrailName: name })),
  ]);
  const recordsRegion = found.IsMultiRegionTrail === true || found.HomeRegion === region;
  return {
    name: found.Name ?? name,
    problems: [
      ...(status.IsLogging === true ? [] : ["does not log"]),
      ...(status.LatestDeliveryError ? [`cannot write its log files (${status.LatestDeliveryError})`] : []),
      ...(recordsRegion ? [] : [`records ${found.HomeRegion}, not ${region}`]),
      ...(found.IncludeGlobalServiceEvents === true ? [] : ["leaves out global services such as IAM"]),
      ...managementEventProblems(selectors),
      ...(found.LogFileValidationEnabled === true ? [] : ["does not validate its log files"]),
      ...(found.KmsKeyId === undefined ? ["encrypts its log files without a KMS key"] : []),
    ],
  };
}

/** The management events that some event selectors select. */
interface Selected {
  readonly reads: boolean;
  readonly writes: boolean;
}

/**
 * A selector that leaves out sources, such as AWS KMS, does not count. A trail without selectors records all management
 * events. Source: AWS CloudTrail API Reference, "PutEventSelectors", "EventSelector" and "AdvancedFieldSelector".
 */
function managementEventProblems({
  EventSelectors = [],
  AdvancedEventSelectors = [],
}: GetEventSelectorsResponse): readonly string[] {
  const selected = [...EventSelectors.map(selectedBy), ...AdvancedEventSelectors.map(selectedByAdvanced)];
  if (selected.length === 0) return [];
  return [
    ...(selected.some(({ reads }) => reads) ? [] : ["does not record all read management events"]),
    ...(selected.some(({ writes }) => writes) ? [] : ["does not record all write management events"]),
  ];
}

function selectedBy({
  IncludeManagementEvents = true,
  ReadWriteType = "All",
  ExcludeManagementEventSources = [],
}: EventSelector): Selected {
  const complete = IncludeManagementEvents && ExcludeManagementEventSources.length === 0;
  return {
    reads: complete && ReadWriteType !== "WriteOnly",
    writes: complete && ReadWriteType !== "ReadOnly",
  };
}

function selectedByAdvanced({ FieldSelectors = [] }: AdvancedEventSelector): Selected {
  const valuesOf = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals;
  const complete =
    valuesOf("eventCategory")?.includes("Management") === true &&
    FieldSelectors.every(({ Field }) => Field === "eventCategory" || Field === "readOnly");
  const readOnly = valuesOf("readOnly") ?? ["true", "false"];
  return { reads: complete && readOnly.includes("true"), writes: complete && readOnly.includes("false") };
}
