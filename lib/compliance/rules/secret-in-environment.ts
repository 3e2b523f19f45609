import { CfnParameter, type CfnResource, Stack } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { NagRuleCompliance } from "cdk-nag";
import { matchSecretKey, matchSecretValue } from "../../../config";
import type { Rule } from "./rule";
import { formatValue, logicalIdOf, templateProperties } from "./template-properties";

/** References that CloudFormation replaces with the value of a secret. */
const DYNAMIC_REFERENCE = /\{\{resolve:(?:secretsmanager|ssm-secure):/;

/** Environment variables of functions contain names and ARNs of secrets, never a secret. The findings are the variables. */
export const secretInEnvironment: Rule = {
  name: "SecretInEnvironment",
  info: "An environment variable of the function contains a secret; pass the name of the secret, and read it at run time.",
  explanation:
    "Everybody who may read the configuration of the function sees its environment variables, and so does the template.",
  check: (resource) => {
    if (resource.cfnResourceType !== lambda.CfnFunction.CFN_RESOURCE_TYPE_NAME)
      return NagRuleCompliance.NOT_APPLICABLE;
    const { Environment } = templateProperties(resource) as {
      readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
    };
    const hidden = hiddenParametersOf(resource);
    const secret = Object.entries(Environment?.Variables ?? {}).filter(
      ([name, value]) =>
        hidden.some((parameter) => formatValue(value).includes(`<${parameter}>`)) ||
        literalsOf(value).some(
          (text) =>
            DYNAMIC_REFERENCE.test(text) ||
            (text !== "" && matchSecretKey(name) !== undefined) ||
            matchSecretValue(text) !== undefined,
        ),
    );
    return secret.length === 0 ? NagRuleCompliance.COMPLIANT : secret.map(([name]) => `Variable::${name}`);
  },
};

/** The parts of a value that are not references. */
function literalsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  const { "Fn::Join": join } = (value ?? {}) as {
    readonly "Fn::Join"?: readonly [string, readonly unknown[]];
  };
  return join ? join[1].filter((part) => typeof part === "string") : [];
}

/** The logical ids of the stack's parameters with `NoEcho`. */
function hiddenParametersOf(resource: CfnResource): string[] {
  return Stack.of(resource)
    .node.findAll()
    .filter((each) => each instanceof CfnParameter)
    .filter(({ noEcho }) => noEcho)
    .map(logicalIdOf);
}
