import { Annotations, CfnResource, type IAspect, Stack } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import type { IConstruct } from "constructs";
import { unmaskedReason } from "./leave-unmasked";

/**
 * Every log group is encrypted with a key of ours, has a retention and is masked; every function writes to a group that
 * we made.
 *
 * A group that a framework makes is readable with the account's default key and kept for ever, and so is the one that
 * Lambda makes when a function writes its first line. AwsSolutions has no rule for any of it.
 */
export class LogGroupRules implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof logs.CfnLogGroup) {
      if (node.kmsKeyId === undefined) addError(node, "is not encrypted with a key; give it `encryptionKey`");
      if (node.retentionInDays === undefined) addError(node, "is kept for ever; give it `retention`");
      if (node.dataProtectionPolicy === undefined && unmaskedReason(node) === undefined) {
        addError(node, "is not masked; give it `dataProtectionPolicy`, or say by `leaveUnmasked` why not");
      }
    }
    if (
      CfnResource.isCfnResource(node) &&
      node.cfnResourceType === lambda.CfnFunction.CFN_RESOURCE_TYPE_NAME &&
      propertiesOf(node)?.LoggingConfig?.LogGroup === undefined
    ) {
      addError(node, "writes to the log group that Lambda makes; give it `logGroup`");
    }
  }
}

interface FunctionProperties {
  readonly LoggingConfig?: { readonly LogGroup?: unknown };
}

/** As the template will have them: a provider of the CDK's own takes a log group only by overriding what it renders. */
function propertiesOf(fn: CfnResource): FunctionProperties | undefined {
  const { Resources } = Stack.of(fn).resolve(fn._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: FunctionProperties }>>;
  };
  return Object.values(Resources)[0]?.Properties;
}

function addError(node: CfnResource, fault: string): void {
  Annotations.of(node).addError(`${node.cfnResourceType} at ${node.node.path} ${fault}`);
}
