import { GetInstanceProfileCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { type RoleName, roleName } from "../../../catalog";
import type { Check } from "../check";
import { restoreByDeployment, unlessProblems } from "../outcome";
import { ifExists } from "./if-exists";

const ABSENT = ["NoSuchEntityException", "NoSuchEntity"] as const;

export const roles: Check = {
  id: "roles",
  item: "security",
  title: "the roles of hosts, engineers and auditors exist",
  async run({ aws, config: { environment, hosts } }) {
    const client = new IAMClient(aws);
    const writers = Object.keys(hosts).map((group) => roleName(environment, `writer-${group}`));
    const readers = (["reader", "auditor", "operator"] satisfies RoleName[]).map((role) =>
      roleName(environment, role),
    );
    const problems = await Promise.all([
      ...[...writers, ...readers].map(async (RoleName) =>
        (await ifExists(client.send(new GetRoleCommand({ RoleName })), ...ABSENT))
          ? []
          : [`the role ${RoleName} does not exist`],
      ),
      ...writers.map(async (InstanceProfileName) => {
        const found = await ifExists(
          client.send(new GetInstanceProfileCommand({ InstanceProfileName })),
          ...ABSENT,
        );
        const hasRole =
          found?.InstanceProfile?.Roles?.some(({ RoleName }) => RoleName === InstanceProfileName) ?? false;
        return hasRole ? [] : [`the instance profile ${InstanceProfileName} does not exist with its role`];
      }),
    ]);
    return unlessProblems(
      problems.flat(),
      `the roles ${[...writers, ...readers].join(", ")}, and an instance profile for each writer`,
      restoreByDeployment(environment),
    );
  },
};
