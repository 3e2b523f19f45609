import { roleName, type RoleName } from "../../catalog";
import type { Platform } from "../platform";
import { callByAws } from "./calls-by-aws";
import { createDriveContext, type Drive, type DriveContext, ENVIRONMENT } from "./context";
import { bucketPolicy, type DeployedPolicy, managedPolicies, whileWithout } from "./deployed-policies";
import { DRIVES } from "./drives";
import { firstDifference, type Outcome } from "./outcome";
import { namesPrincipal, type Permission, permissionsIn } from "./policy-document";
import { explainUnproven } from "./undriven-calls";
import type { Verdict } from "./verdict";

/** What the examination of one permission of a role showed. */
export interface Examined extends Permission {
  /** Without the prefix, such as `forwarder`. */
  readonly role: string;
  readonly verdict: Verdict;
  /** What changed without the permission, or who makes the call. */
  readonly reason: string;
}

export interface MutationOptions {
  /** @default - the roles of all functions */
  readonly role?: string | undefined;
  /** Called with each result. */
  readonly report: (examined: Examined) => void;
}

interface DeployedPermission {
  readonly permission: Permission;
  readonly policy: DeployedPolicy;
}

/**
 * Takes each permission from the deployed role of each function, one at a time, and compares what the function then does
 * with what it does otherwise. Puts each permission back.
 * @throws Error if the outcome of a drive is not the same twice, or not the same as before once all permissions are back
 */
export async function mutatePermissions(
  platform: Platform,
  { role, report }: MutationOptions,
): Promise<Examined[]> {
  const context = await createDriveContext(platform);
  const examined: Examined[] = [];
  try {
    for (const name of role === undefined ? context.functions.keys() : [role])
      for await (const each of examineRole(context, name)) {
        examined.push(each);
        report(each);
      }
  } finally {
    await context.close();
  }
  return examined;
}

async function* examineRole(context: DriveContext, role: string): AsyncGenerator<Examined> {
  const drive = driveOf(context, role);
  const before = await drive(context);
  const again = firstDifference(before, await drive(context));
  if (again !== undefined) throw new Error(`two equal drives of ${role} differ in ${again}`);
  for (const each of await permissionsOf(context, role))
    yield { role, ...each.permission, ...(await examine(context, each, drive, before)) };
  const after = firstDifference(before, await drive(context));
  if (after !== undefined)
    throw new Error(`the role of ${role} has all its permissions again, but its drive differs in ${after}`);
}

function driveOf({ functions }: DriveContext, role: string): Drive {
  const drive = DRIVES[role];
  if (!drive || !functions.has(role))
    throw new Error(
      `no drive for the role ${role}, expected one of ${[...functions.keys()].join(", ")}; add it to local/permissions/drives`,
    );
  return drive;
}

/** What the policies of the role, and the policies of the parking and the archive bucket, allow the role. */
async function permissionsOf(
  { clients, bucket, archiveBucket, functions }: DriveContext,
  role: string,
): Promise<DeployedPermission[]> {
  const arn = functions.get(role)?.Role ?? "";
  const ofRole = await managedPolicies(clients.iam, roleName(ENVIRONMENT, role as RoleName));
  const ofBuckets = await Promise.all([bucket, archiveBucket].map((each) => bucketPolicy(clients.s3, each)));
  return [
    ...ofRole.flatMap((policy) =>
      permissionsIn(policy.document).map((permission) => ({ permission, policy })),
    ),
    ...ofBuckets.flatMap((policy) =>
      permissionsIn(policy.document, (statement) => namesPrincipal(statement, arn)).map((permission) => ({
        permission,
        policy,
      })),
    ),
  ];
}

async function examine(
  context: DriveContext,
  { permission, policy }: DeployedPermission,
  drive: Drive,
  before: Outcome,
): Promise<Pick<Examined, "verdict" | "reason">> {
  const byAws = callByAws(permission);
  if (byAws) return { verdict: "by-aws", reason: `${byAws.purpose}: ${byAws.page}` };
  if (permission.action.startsWith("es:"))
    return { verdict: "search-domain", reason: "a request to a domain of OpenSearch Service" };
  const after = await whileWithout(policy, permission, () => drive(context));
  const difference = firstDifference(before, after);
  return difference === undefined
    ? { verdict: "unproven", reason: explainUnproven(permission) }
    : { verdict: "needed", reason: difference };
}
