import { App, type Stack } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import { emptyStack, findingsOf, logGroup } from "./findings-of";

const RULE = "SubscribedLogGroup";
const FINDING = `InventorySync-${RULE}`;

test.each(["/inventorysync/madeup/application", "/inventorysync/madeup/audit"])("%s passes", (name) => {
  const stack = emptyStack();
  subscribe(stack, logGroup(stack, { logGroupName: name }));
  expect(findingsOf(stack, RULE)).toEqual([]);
});

test("a log group of the catalogue in another stack passes", () => {
  const app = new App();
  const storage = emptyStack("Storage", app);
  const forwarding = emptyStack("Forwarding", app);
  subscribe(forwarding, logGroup(storage, { logGroupName: "/inventorysync/madeup/security" }));
  expect(findingsOf(forwarding, RULE)).toEqual([]);
});

test.each(["/inventorysync-functions/madeup/forwarder", "/inventorysync/madeup/unknown", "/made-up/audit"])(
  "%s is a finding",
  (name) => {
    const stack = emptyStack();
    subscribe(stack, logGroup(stack, { logGroupName: name }));
    expect(findingsOf(stack, RULE)).toEqual([FINDING]);
  },
);

test("a log group that is not created by the app is a finding, unless its name is in the catalogue", () => {
  const stack = emptyStack();
  subscribe(stack, logs.LogGroup.fromLogGroupName(stack, "Imported", "/made-up/imported"));
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

test("a log group whose name CloudFormation generates is a finding", () => {
  const stack = emptyStack();
  subscribe(stack, logGroup(stack));
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

function subscribe(stack: Stack, group: logs.ILogGroup): void {
  new logs.SubscriptionFilter(stack, "Filter", {
    logGroup: group,
    destination: { bind: () => ({ arn: "arn:aws:kinesis:us-east-1:123456789012:stream/made-up" }) },
    filterPattern: logs.FilterPattern.allEvents(),
  });
}
