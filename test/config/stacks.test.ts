import { Stack } from "aws-cdk-lib";
import { stacksOf } from "../../config";
import { configWithSinks, ENVIRONMENTS, shippedConfig } from "../fixtures/stacks";
import { stageOf } from "../fixtures/stage";

test.each([
  ...ENVIRONMENTS,
  configWithSinks("production"),
  { ...shippedConfig("production"), search: { kind: "none" as const } },
])("the stacks are those of the deployment ($environment, search $search.kind)", (config) => {
  const deployed = stageOf(config)
    .node.children.filter((child) => Stack.isStack(child))
    .map(({ node }) => node.id);
  expect([...stacksOf(config)].toSorted()).toEqual(deployed.toSorted());
});
