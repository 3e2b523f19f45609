import { existsSync } from "node:fs";
import { join } from "node:path";
import { fullDiff } from "@aws-cdk/cloudformation-diff";
import { type ChangedStack, changedStack, type EnvironmentChange } from "../change";
import {
  acknowledgedFindings,
  readJson,
  type StackArtifact,
  stacksOf,
  validationReportOf,
} from "./cloud-assembly";

type Template = Record<string, unknown>;

/**
 * Compares the stacks of an environment in two cloud assemblies.
 *
 * @param before, after folders of cloud assemblies; either may lack the environment
 */
export function compareAssemblies(environment: string, before: string, after: string): EnvironmentChange {
  const [earlier, later] = [before, after].map((assembly) =>
    stacksOf(assembly).filter((stack) => stack.environment === environment),
  ) as [StackArtifact[], StackArtifact[]];
  const paths = [...new Set([...later, ...earlier].map(({ path }) => path))];
  const hasReports = [before, after].every((assembly) => existsSync(validationReportOf(assembly)));
  return {
    environment,
    stacks: paths.map((path) => {
      const [old, now] = [earlier, later].map((stacks) => stacks.find((stack) => stack.path === path));
      return compareStack(path, { folder: before, stack: old }, { folder: after, stack: now });
    }),
    acknowledgements: hasReports
      ? { before: findingsOf(environment, before), after: findingsOf(environment, after) }
      : undefined,
  };
}

interface Side {
  readonly folder: string;
  readonly stack: StackArtifact | undefined;
}

function compareStack(path: string, before: Side, after: Side): ChangedStack {
  return changedStack(path, fullDiff(templateOf(before), templateOf(after)), {
    before: before.stack?.terminationProtection,
    after: after.stack?.terminationProtection,
  });
}

/** A stack that does not exist differs from another one by all its resources. */
function templateOf({ folder, stack }: Side): Template {
  return stack ? (readJson(join(folder, stack.template)) as Template) : {};
}

function findingsOf(environment: string, assembly: string) {
  return acknowledgedFindings(assembly).filter(({ path }) => path.startsWith(`${environment}/`));
}
