import { Stack } from "aws-cdk-lib";
import { archiveOf } from "../../config";
import { ENVIRONMENT_NAMES, synthesize } from "../fixtures/stacks";

test.each(ENVIRONMENT_NAMES)("the termination protection of the stacks of %s is as configured", (name) => {
  const { config, stage } = synthesize(name);
  const stacks = stage.node.children.filter((child) => Stack.isStack(child));
  expect(stacks).toHaveLength(archiveOf(config) ? 7 : 6);
  expect(new Set(stacks.map(({ terminationProtection }) => terminationProtection))).toEqual(
    new Set([config.deletionProtection]),
  );
});
