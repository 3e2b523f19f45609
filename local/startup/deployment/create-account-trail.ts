import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  TrailAlreadyExistsException,
} from "@aws-sdk/client-cloudtrail";
import { awsClientConfig } from "../../aws-client-config";
import type { Endpoints } from "../../endpoints";

/** The trail of the local account, whose environment has `audit.trail: "existing"`. */
export const ACCOUNT_TRAIL = "account-trail";

/** Creates the trail that the local configuration expects the account to have. The emulator writes no log files. */
export async function createAccountTrail(endpoints: Pick<Endpoints, "aws">): Promise<void> {
  const client = new CloudTrailClient(awsClientConfig(endpoints));
  try {
    await client.send(
      new CreateTrailCommand({
        Name: ACCOUNT_TRAIL,
        S3BucketName: "account-trail-log-files",
        KmsKeyId: "alias/account-trail",
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
      }),
    );
  } catch (error) {
    if (!(error instanceof TrailAlreadyExistsException)) throw error;
  }
  await client.send(
    new PutEventSelectorsCommand({
      TrailName: ACCOUNT_TRAIL,
      EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }],
    }),
  );
  await client.send(new StartLoggingCommand({ Name: ACCOUNT_TRAIL }));
  client.destroy();
}
