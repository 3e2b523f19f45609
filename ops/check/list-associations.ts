import { type Association, paginateListAssociations, SSMClient } from "@aws-sdk/client-ssm";
import type { AwsClientConfig } from "../cli";

/** Systems Manager lists the associations of the region; its filter for a name takes one name. */
export async function listAssociations(aws: AwsClientConfig): Promise<readonly Association[]> {
  const found: Association[] = [];
  for await (const { Associations = [] } of paginateListAssociations({ client: new SSMClient(aws) }, {}))
    found.push(...Associations);
  return found;
}
