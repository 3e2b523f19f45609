import type { ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { FunctionNetwork } from "../functions/function-network";

/** The network of the domain and of the functions that call it. */
export interface SearchNetwork extends FunctionNetwork {
  /** The security group of the domain: only HTTPS from the functions and the clients. */
  readonly domainSecurityGroup: ISecurityGroup;
}
