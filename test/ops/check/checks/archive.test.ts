import { CHECKS } from "../../../../ops/check/checks";
import { listAssociations } from "../../../../ops/check/list-associations";
import { runChecks } from "../../../../ops/check/run-checks";
import { type AwsAnswer, fakeAws } from "../../../fixtures/fake-aws";
import { collectingIo } from "../../../fixtures/operator-io";
import { shippedConfig } from "../../../fixtures/stacks";

const LOCK = (mode: string, days: number) =>
  `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>${mode}</Mode><Days>${days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>`;
const VERSIONED = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
const BUCKET = "inventorysync-local-archive-000000000000";
const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:archiver";
const STREAM = {
  DeliveryStreamDescription: {
    DeliveryStreamStatus: "ACTIVE",
    DeliveryStreamEncryptionConfiguration: { Status: "ENABLED", KeyType: "CUSTOMER_MANAGED_CMK" },
  },
};

const DEPLOYED: Readonly<Record<string, AwsAnswer>> = {
  [`GET /${BUCKET}/?object-lock=`]: LOCK("GOVERNANCE", 366),
  [`GET /${BUCKET}/?versioning=`]: VERSIONED,
  DescribeDeliveryStream: STREAM,
  DescribeSubscriptionFilters: { subscriptionFilters: [{ destinationArn: FUNCTION, filterPattern: "" }] },
  [`GET /2015-03-31/functions/${encodeURIComponent(FUNCTION)}/configuration`]: {
    LoggingConfig: { LogGroup: "/inventorysync-functions/local/archiver" },
  },
};

async function outcome(changes: Readonly<Record<string, AwsAnswer>> = {}) {
  const { aws, close } = await fakeAws({ ...DEPLOYED, ...changes });
  try {
    const [result] = await runChecks(
      CHECKS.filter(({ id }) => id === "archive"),
      {
        config: shippedConfig("local"),
        aws,
        io: collectingIo(),
        account: "000000000000",
        engine: () => Promise.reject(new Error("made up")),
        associations: () => listAssociations(aws),
      },
    );
    return result?.outcome;
  } finally {
    await close();
  }
}

test("an archive as configured is verified", async () => {
  expect(await outcome()).toMatchObject({ result: "verified" });
});

test.each([
  [
    "a shorter lock",
    { [`GET /${BUCKET}/?object-lock=`]: LOCK("GOVERNANCE", 30) },
    "in mode GOVERNANCE for 30 days, expected GOVERNANCE for 366 days",
  ],
  [
    "another mode",
    { [`GET /${BUCKET}/?object-lock=`]: LOCK("COMPLIANCE", 366) },
    "in mode COMPLIANCE for 366 days, expected GOVERNANCE",
  ],
  [
    "a bucket without versions",
    { [`GET /${BUCKET}/?versioning=`]: "<VersioningConfiguration/>" },
    "is not versioned",
  ],
  [
    "a Firehose stream that is missing",
    { DescribeDeliveryStream: { error: "ResourceNotFoundException", message: "made up" } },
    "the Firehose stream inventorysync-local-archive-audit does not exist",
  ],
  [
    "a Firehose stream without encryption",
    { DescribeDeliveryStream: { DeliveryStreamDescription: { DeliveryStreamStatus: "ACTIVE" } } },
    "is not encrypted with a customer-managed key",
  ],
  [
    "a log group without a subscription filter",
    { DescribeSubscriptionFilters: { subscriptionFilters: [] } },
    "/inventorysync/local/security has no subscription filter without a pattern to the archiver",
  ],
])("%s fails, and is named", async (_, changes, how) => {
  expect(await outcome(changes)).toMatchObject({
    result: "failed",
    how: expect.stringContaining(how) as string,
  });
});

test("an environment without an archive has no such check", () => {
  const check = CHECKS.find(({ id }) => id === "archive");
  expect(check?.appliesTo?.(shippedConfig("staging"))).toBe(false);
});
