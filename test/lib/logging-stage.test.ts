import { Stack } from "aws-cdk-lib";
import { ENVIRONMENT_NAMES, synthesize } from "../fixtures/stacks";

test.each(ENVIRONMENT_NAMES)(
  "the stacks of %s are protected from deletion as its configuration says",
  (name) => {
    const { config, stage } = synthesize(name);
    const stacks = stage.node.children.filter((child) => Stack.isStack(child));
    expect(stacks).toHaveLength(5);
    expect(new Set(stacks.map(({ terminationProtection }) => terminationProtection))).toEqual(
      new Set([config.deletionProtection]),
    );
  },
);
