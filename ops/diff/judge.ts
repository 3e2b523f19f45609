import type { EnvironmentChange } from "./change";
import { type Finding, GRADES, type Violation } from "./finding";
import { RULES, type Rule } from "./rules";
import { shortenPair } from "./shorten";
import { resourceChanged } from "./rules/resource-changed";

/** Grades every difference, the worst grade first. A difference that a rule explains is no note again. */
export function judge(change: EnvironmentChange): readonly Finding[] {
  const graded = RULES.flatMap((rule) => rule.find(change).map((violation) => ({ rule, violation })));
  const explained = new Set(graded.flatMap(({ violation }) => explainedBy(violation)));
  const notes = resourceChanged
    .find(change)
    .filter(({ resource, what, from, to }) =>
      isWhole({ from, to }) ? !explained.has(resource) : !explained.has(`${resource} ${what}`),
    )
    .map((violation) => ({ rule: resourceChanged, violation }));
  return [...graded, ...notes]
    .map(({ rule, violation }) => finding(rule, violation))
    .sort((left, right) => GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade));
}

/** A resource that was added or removed as a whole. */
function isWhole({ from, to }: Pick<Violation, "from" | "to">): boolean {
  return (from === "none" && to === "added") || (from === "exists" && to === "removed");
}

/** The resource and its properties about which nothing more needs to be said. */
function explainedBy({ resource, what, properties }: Violation): readonly string[] {
  const names = properties ?? [what.split(/[. ]/, 1)[0] ?? what];
  return [resource, ...names.map((name) => `${resource} ${name}`)];
}

function finding({ id, why, remedy }: Rule, violation: Violation): Finding {
  const { grade, resource, what } = violation;
  const [from, to] = shortenPair(violation.from, violation.to);
  return { rule: id, grade, resource, what, from, to, why, remedy };
}
