import type { Policy } from "./content";
import type { DataStream } from "./data-streams";
import type { EngineClient } from "./engine-client";
import { EngineError } from "./engine-error";

export const ISM_API = "/_plugins/_ism";

/** The version of a document, for optimistic concurrency control. */
interface DocumentVersion {
  readonly _seq_no: number;
  readonly _primary_term: number;
}

export interface AppliedPolicy {
  readonly id: string;
  readonly dataStream: string;
  /** Sequence number of the current version of the policy. */
  readonly seqNo: number;
}

/** The state of one backing index in Index State Management. */
interface ManagedIndex {
  readonly "index.plugins.index_state_management.policy_id"?: string | null;
  /** Version of the policy that it runs; absent before its first run. */
  readonly policy_seq_no?: number;
}

/** The response to a change of several indices: status 200 even if it failed for some. */
interface ChangeResponse {
  readonly failures: boolean;
  readonly failed_indices?: readonly { readonly index_name: string; readonly reason: string }[];
}

/**
 * Creates or replaces the policies. Replacing a policy requires the version to replace.
 * Source: OpenSearch documentation, "ISM API", for the whole file.
 */
export async function putPolicies(
  engine: EngineClient,
  policies: readonly Policy[],
): Promise<readonly AppliedPolicy[]> {
  const applied: AppliedPolicy[] = [];
  for (const policy of policies) {
    const existing = await engine.getIfExists<DocumentVersion>(policy.path);
    const condition = existing
      ? `?if_seq_no=${existing._seq_no}&if_primary_term=${existing._primary_term}`
      : "";
    const { _seq_no: seqNo } = await engine.put<DocumentVersion>(policy, condition);
    applied.push({ id: policy.id, dataStream: policy.dataStream, seqNo });
  }
  return applied;
}

/**
 * Applies the current policies to existing indices. By default, a policy attaches only to indices that are created
 * after it, and each index keeps the version it started with, so a shorter retention would not apply to existing
 * records.
 */
export async function attachPolicies(
  engine: EngineClient,
  policies: readonly AppliedPolicy[],
  existing: readonly DataStream[],
): Promise<void> {
  for (const policy of policies) {
    const indices = existing.find(({ name }) => name === policy.dataStream)?.indices ?? [];
    if (indices.length === 0) continue;

    const names = indices.map((index) => index.index_name);
    const managed = await engine.get<Record<string, ManagedIndex>>(`${ISM_API}/explain/${names.join(",")}`);
    const unmanaged = names.filter((name) => !policyOf(managed[name]));
    const outdated = names.filter((name) => isOutdated(managed[name], policy));
    await changePolicy(engine, "add", unmanaged, policy);
    await changePolicy(engine, "change_policy", outdated, policy);
  }
}

function policyOf(index: ManagedIndex | undefined): string | null | undefined {
  return index?.["index.plugins.index_state_management.policy_id"];
}

/** An index that has not run yet starts with the current version of the policy. */
function isOutdated(index: ManagedIndex | undefined, { id, seqNo }: AppliedPolicy): boolean {
  const current = policyOf(index);
  if (!current) return false;
  return current !== id || (index?.policy_seq_no !== undefined && index.policy_seq_no !== seqNo);
}

/** @throws EngineError if the change failed for any index */
async function changePolicy(
  engine: EngineClient,
  operation: "add" | "change_policy",
  indices: readonly string[],
  policy: AppliedPolicy,
): Promise<void> {
  if (indices.length === 0) return;
  const path = `${ISM_API}/${operation}/${indices.join(",")}`;
  const { failures, failed_indices: failed = [] } = await engine.post<ChangeResponse>(path, {
    policy_id: policy.id,
  });
  if (!failures) return;
  const reasons = failed.map(({ index_name: index, reason }) => `${index}: ${reason}`).join("; ");
  throw new EngineError("POST", path, 200, `failures, ${reasons}`);
}
