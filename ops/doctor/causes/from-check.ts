import type { CheckId } from "../../check/check-ids";
import { CHECKS } from "../../check/checks";
import type { Cause } from "../cause";

/** A cause that a check of `logs check` finds. */
export function fromCheck(id: CheckId, texts: Pick<Cause, "statement" | "remedy">): Cause {
  const check = CHECKS.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`no check has the id ${id}`);
  return {
    ...texts,
    id,
    ...(check.appliesTo && { appliesTo: check.appliesTo }),
    run: (context) => check.run(context),
  };
}
