import { ALL_RULES } from "../../ops/diff/rules";
import { code, table } from "./markdown";

/** The rules of `npx logs diff`: what each finds with which grade, why it matters, and what to do. */
export function diffRuleTable(): string {
  return table(
    ["rule", "finds", "why it matters", "what to do"],
    ALL_RULES.map(({ id, description, why, remedy }) => [code(id), description, `${why}.`, `${remedy}.`]),
  );
}
