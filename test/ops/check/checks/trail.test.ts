import { type EnvironmentConfig } from "../../../../config";
import { CHECKS } from "../../../../ops/check/checks";
import type { Outcome } from "../../../../ops/check/outcome";
import { runChecks } from "../../../../ops/check/run-checks";
import { type AwsAnswer, fakeAws } from "../../../fixtures/fake-aws";
import { collectingIo } from "../../../fixtures/operator-io";
import { shippedConfig } from "../../../fixtures/stacks";

type Setting = EnvironmentConfig["audit"]["trail"];

const ALL = [{ IncludeManagementEvents: true, ReadWriteType: "All", DataResources: [] }];
const advanced = (...selectors: readonly (readonly object[])[]) => ({
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
});
const MANAGEMENT = { Field: "eventCategory", Equals: ["Management"] };

interface Deployed {
  readonly trail?: object;
  readonly status?: object;
  readonly selectors?: object;
  readonly others?: readonly object[];
}

const TRAIL = {
  Name: "account-trail",
  TrailARN: "arn:aws:cloudtrail:us-east-1:000000000000:trail/account-trail",
  HomeRegion: "us-east-1",
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
  LogFileValidationEnabled: true,
  KmsKeyId: "arn:aws:kms:us-east-1:000000000000:key/made-up",
};

function answersFor({ trail = {}, status = {}, selectors, others = [] }: Deployed) {
  return {
    DescribeTrails: { trailList: [{ ...TRAIL, ...trail }, ...others] },
    GetTrailStatus: { IsLogging: true, ...status },
    GetEventSelectors: selectors ?? { EventSelectors: ALL },
  };
}

async function outcomeOf(
  answers: Readonly<Record<string, AwsAnswer>>,
  setting: Setting = "existing",
): Promise<Outcome | undefined> {
  const { aws, close } = await fakeAws(answers);
  try {
    const config = { ...shippedConfig("production"), audit: { trail: setting } };
    const context = {
      ...{ config, aws, io: collectingIo(), account: "000000000000" },
      engine: () => Promise.reject(new Error("made up")),
      associations: () => Promise.reject(new Error("made up")),
    };
    const [result] = await runChecks(
      CHECKS.filter(({ id }) => id === "audit-trail"),
      context,
    );
    return result?.outcome;
  } finally {
    await close();
  }
}

test.each<[string, Deployed]>([
  ["for all regions with the default event selectors", {}],
  ["without event selectors", { selectors: {} }],
  ["with advanced event selectors", { selectors: advanced([MANAGEMENT]) }],
  [
    "with a selector each for reads and for writes",
    {
      selectors: advanced(
        [MANAGEMENT, { Field: "readOnly", Equals: ["true"] }],
        [MANAGEMENT, { Field: "readOnly", Equals: ["false"] }],
      ),
    },
  ],
  ["for this region alone", { trail: { IsMultiRegionTrail: false } }],
])("a trail %s is verified", async (_, deployed) => {
  expect(await outcomeOf(answersFor(deployed))).toEqual({
    result: "verified",
    how: "the trail account-trail logs all read and write management events to encrypted, validated log files",
  });
});

test.each<[string, Deployed]>([
  ["does not log", { status: { IsLogging: false } }],
  ["cannot write its log files (AccessDenied)", { status: { LatestDeliveryError: "AccessDenied" } }],
  ["does not validate its log files", { trail: { LogFileValidationEnabled: false } }],
  ["encrypts its log files without a KMS key", { trail: { KmsKeyId: undefined } }],
  ["leaves out global services such as IAM", { trail: { IncludeGlobalServiceEvents: false } }],
  ["records eu-west-1, not us-east-1", { trail: { IsMultiRegionTrail: false, HomeRegion: "eu-west-1" } }],
  [
    "does not record all read management events",
    { selectors: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "WriteOnly" }] } },
  ],
  [
    "does not record all write management events",
    { selectors: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "ReadOnly" }] } },
  ],
  [
    "does not record all read management events, does not record all write management events",
    { selectors: { EventSelectors: [{ ...ALL[0], ExcludeManagementEventSources: ["kms.amazonaws.com"] }] } },
  ],
  [
    "does not record all read management events, does not record all write management events",
    { selectors: advanced([MANAGEMENT, { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] }]) },
  ],
  [
    "does not record all read management events, does not record all write management events",
    { selectors: advanced([{ Field: "eventCategory", Equals: ["Data"] }]) },
  ],
])("a trail that %s fails, with the remedy", async (problem, deployed) => {
  expect(await outcomeOf(answersFor(deployed))).toEqual({
    result: "failed",
    how: `the trail account-trail ${problem}`,
    remedy: expect.stringMatching(/aws cloudtrail start-logging.*audit\.trail to "create"/) as string,
  });
});

test("an account without a trail fails", async () => {
  const answers = { ...answersFor({}), DescribeTrails: { trailList: [] } };
  expect(await outcomeOf(answers)).toMatchObject({
    result: "failed",
    how: "no trail records the region us-east-1",
  });
});

test("one complete trail of several is enough", async () => {
  const others = [{ ...TRAIL, Name: "second", TrailARN: `${TRAIL.TrailARN}-second` }];
  expect(await outcomeOf(answersFor({ trail: { KmsKeyId: undefined }, others }))).toMatchObject({
    result: "verified",
    how: expect.stringContaining("the trail second logs") as string,
  });
});

test("with audit.trail create, only the trail of the deployment counts", async () => {
  expect(await outcomeOf(answersFor({}), "create")).toEqual({
    result: "failed",
    how: "the trail inventorysync-production-trail does not exist",
    remedy: "deploy the environment: npx cdk deploy 'production/*' --revert-drift",
  });
  const own = answersFor({ trail: { Name: "inventorysync-production-trail" } });
  expect(await outcomeOf(own, "create")).toMatchObject({ result: "verified" });
});

test.each([
  ["DescribeTrails", {}],
  ["GetTrailStatus", { DescribeTrails: { trailList: [TRAIL] }, GetEventSelectors: { EventSelectors: ALL } }],
  ["GetEventSelectors", { DescribeTrails: { trailList: [TRAIL] }, GetTrailStatus: { IsLogging: true } }],
])("without the permission for %s, the trail is not verifiable", async (action, answers) => {
  expect(await outcomeOf(answers)).toMatchObject({
    result: "not verifiable",
    remedy: expect.stringContaining(action) as string,
  });
});
