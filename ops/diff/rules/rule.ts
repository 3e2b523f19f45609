import { type ChangedResource, changedResources, type EnvironmentChange } from "../change";
import type { Violation } from "../finding";

/** A kind of change that a plain diff does not tell from a harmless one. */
export interface Rule {
  readonly id: string;
  /** What it finds, and how it grades: one sentence for the documentation. */
  readonly description: string;
  /** Why such a change matters. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly find: (change: EnvironmentChange) => readonly Violation[];
}

/** A violation in a resource that is known. */
export type ResourceViolation = Omit<Violation, "resource">;

/** Judges every changed resource on its own. */
export function inResources(
  judge: (resource: ChangedResource) => readonly ResourceViolation[],
): Rule["find"] {
  return (change) =>
    changedResources(change).flatMap((resource) =>
      judge(resource).map((violation) => ({ ...violation, resource: resource.path })),
    );
}
