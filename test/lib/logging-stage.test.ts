import { Stack } from "aws-cdk-lib";
import { archiveOf } from "../../config";
import { ENVIRONMENT_NAMES, shippedConfig } from "../fixtures/stacks";
import { stageOf } from "../fixtures/stage";

test.each(ENVIRONMENT_NAMES)("the termination protection of the stacks of %s is as configured", (name) => {
  const config = shippedConfig(name);
  const stacks = stageOf(config).node.children.filter((child) => Stack.isStack(child));
  expect(stacks).toHaveLength(archiveOf(config) ? 7 : 6);
  expect(new Set(stacks.map(({ terminationProtection }) => terminationProtection))).toEqual(
    new Set([config.deletionProtection]),
  );
});
