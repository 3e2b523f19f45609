import { CfnParameter, SecretValue } from "aws-cdk-lib";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import { emptyStack, findingsOf, functionWith } from "./findings-of";

const RULE = "SecretInEnvironment";
const MADE_UP_KEY = ["made", "up", "value"].join("-");

test("names and ARNs of secrets pass", () => {
  const stack = emptyStack();
  const secret = new secretsmanager.Secret(stack, "Secret");
  functionWith(stack, {
    ENVIRONMENT: "production",
    SENTRY_DSN_SECRET_ID: secret.secretArn,
    OPENSEARCH_SECRET_ID: "inventorysync/production/search-engine",
  });
  expect(findingsOf(stack, RULE)).toEqual([]);
});

test.each([
  ["a variable with the name of a secret", "DATADOG_API_KEY", MADE_UP_KEY],
  ["a value that is a secret", "INTAKE_URL", ["https://jane:made-up", "example.com/1"].join("@")],
  ["a dynamic reference to a secret", "VALUE", SecretValue.secretsManager("made-up").unsafeUnwrap()],
  ["a dynamic reference to a secure parameter", "VALUE", SecretValue.ssmSecure("made-up").unsafeUnwrap()],
])("%s is a finding", (_, name, value) => {
  const stack = emptyStack();
  functionWith(stack, { [name]: value });
  expect(findingsOf(stack, RULE)).toEqual([`InventorySync-${RULE}[Variable::${name}]`]);
});

test("a parameter that CloudFormation hides is a finding, and another parameter is not", () => {
  const stack = emptyStack();
  const hidden = new CfnParameter(stack, "Hidden", { noEcho: true });
  const shown = new CfnParameter(stack, "Shown");
  functionWith(stack, { HIDDEN: hidden.valueAsString, SHOWN: shown.valueAsString });
  expect(findingsOf(stack, RULE)).toEqual([`InventorySync-${RULE}[Variable::HIDDEN]`]);
});
