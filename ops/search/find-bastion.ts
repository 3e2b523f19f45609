import { DescribeInstanceInformationCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { BASTION_TAG_KEY } from "../../catalog";
import { OperatorError } from "../cli";

/**
 * The id of the environment's bastion.
 *
 * @throws OperatorError if there is none, or if its SSM agent is not connected
 */
export async function findBastion(client: SSMClient, environment: string): Promise<string> {
  const { InstanceInformationList: instances = [] } = await client.send(
    new DescribeInstanceInformationCommand({
      Filters: [{ Key: `tag:${BASTION_TAG_KEY}`, Values: [environment] }],
    }),
  );
  // A replaced instance stays in the list for some time.
  const online = instances.find(({ PingStatus }) => PingStatus === "Online");
  if (online?.InstanceId !== undefined) return online.InstanceId;
  const [{ InstanceId: id, PingStatus: status } = {}] = instances;
  throw new OperatorError(
    id === undefined
      ? `Systems Manager knows no instance with the tag ${BASTION_TAG_KEY} = ${environment}; deploy the bastion: npx cdk deploy '${environment}/Bastion'`
      : `the SSM agent of the bastion ${id} is ${status ?? "unknown"}, expected Online; reboot the instance, or replace it: ` +
          'docs/operations.md, "Reach a domain in a VPC"',
  );
}
