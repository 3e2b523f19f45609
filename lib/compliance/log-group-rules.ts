import { Annotations, CfnResource, type IAspect, Stack } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import type { IConstruct } from "constructs";
import { unmaskedReason } from "./leave-unmasked";

/**
 * Requires that every log group has a customer-managed key, a retention and a data protection policy, and that every
 * function writes to a log group that this app creates.
 *
 * A log group that a framework creates has the account's default encryption and no expiry. The same is true of the
 * group that Lambda creates when a function writes its first line. The AwsSolutions rules check none of this.
 */
export class LogGroupRules implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof logs.CfnLogGroup) {
      if (node.kmsKeyId === undefined) addError(node, "is not encrypted with a KMS key; set `encryptionKey`");
      if (node.retentionInDays === undefined) addError(node, "never expires; set `retention`");
      if (node.dataProtectionPolicy === undefined && unmaskedReason(node) === undefined) {
        addError(node, "is not masked; set `dataProtectionPolicy`, or give the reason with `leaveUnmasked`");
      }
    }
    if (
      CfnResource.isCfnResource(node) &&
      node.cfnResourceType === lambda.CfnFunction.CFN_RESOURCE_TYPE_NAME &&
      propertiesOf(node)?.LoggingConfig?.LogGroup === undefined
    ) {
      addError(node, "writes to the log group that Lambda creates; set `logGroup`");
    }
  }
}

interface FunctionProperties {
  readonly LoggingConfig?: { readonly LogGroup?: unknown };
}

/**
 * The properties as the template contains them. A provider of the CDK's own has no property for its log group, so only
 * an override of the rendered template can set it.
 */
function propertiesOf(fn: CfnResource): FunctionProperties | undefined {
  const { Resources } = Stack.of(fn).resolve(fn._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: FunctionProperties }>>;
  };
  return Object.values(Resources)[0]?.Properties;
}

function addError(node: CfnResource, fault: string): void {
  Annotations.of(node).addError(`${node.cfnResourceType} at ${node.node.path} ${fault}`);
}
