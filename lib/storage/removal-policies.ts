import { RemovalPolicy } from "aws-cdk-lib";

/**
 * For a resource that holds no data until its stack is deployed. A protected environment retains it, except when
 * CloudFormation rolls back its creation: a retained resource with a fixed name would make the next attempt fail.
 *
 * Source: AWS CloudFormation User Guide, "DeletionPolicy attribute", `RetainExceptOnCreate`.
 */
export function retainOnceDeployed(deletionProtection: boolean): RemovalPolicy {
  return deletionProtection ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

/**
 * For a resource that a rollback cannot delete, or must not: a bucket that receives objects as soon as it exists, a log
 * group with deletion protection of its own, and the key of either. A protected environment retains it always.
 */
export function retainAlways(deletionProtection: boolean): RemovalPolicy {
  return deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
