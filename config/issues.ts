import type { z } from "zod";
import { nearest, nearestWord } from "./nearest";
import { mask, problem, type Problem, show } from "./problem";
import { secretValue } from "./secret-kinds";
import { accepted, keysAt, oneOf, settingAt, valueAt } from "./settings";

/** Words an issue of the schema: one problem, or one for each unknown key. */
export function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey([...issue.path, key], input));
  const given = valueAt(issue.path, input);
  const setting = settingAt(issue.path, input) ?? {};
  const hidden = given !== undefined && (setting.masked ?? secretValue(given) !== undefined);
  return [
    problem(issue.path, {
      given: hidden ? mask(given) : show(given),
      accepted: accepted(setting),
      nearest: hidden ? undefined : nearest(setting, given),
    }),
  ];
}

/** What stands under a key that nobody knows may be anything, so it is not shown. */
function unknownKey(path: readonly PropertyKey[], input: unknown): Problem {
  const known = keysAt(path.slice(0, -1), input);
  return problem(path, {
    given: "a key no setting has",
    accepted: known.length === 1 ? `nothing but ${oneOf(known)}` : oneOf(known),
    nearest: nearestWord(known, String(path.at(-1))),
  });
}
