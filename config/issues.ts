import type { z } from "zod";
import { nearest, nearestWord } from "./nearest";
import { maskValue, problem, type Problem, describeValue } from "./problem";
import { matchSecretValue } from "./secret-patterns";
import { describeAccepted, keysAt, formatAlternatives, settingAt, valueAt } from "./setting-schema";

/** Converts an issue of the schema to one problem, or to one for each unknown key. */
export function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey([...issue.path, key], input));
  if (issue.code === "invalid_key") return [invalidKey(issue.path, input)];
  const given = valueAt(issue.path, input);
  const setting = settingAt(issue.path, input) ?? {};
  const hidden = given !== undefined && (setting.masked ?? matchSecretValue(given) !== undefined);
  return [
    problem(issue.path, {
      given: hidden ? maskValue(given) : describeValue(given),
      accepted: describeAccepted(setting),
      nearest: hidden ? undefined : nearest(setting, given),
    }),
  ];
}

/** A key that names a part of the environment, such as a host group, has a form of its own. */
function invalidKey(path: readonly PropertyKey[], input: unknown): Problem {
  const key = path.at(-1);
  const setting = settingAt(path.slice(0, -1), input)?.propertyNames ?? {};
  return problem(path, {
    given: `the name ${describeValue(key)}`,
    accepted: describeAccepted(setting),
    nearest: matchSecretValue(key) ? undefined : nearest(setting, key),
  });
}

/** The value of an unknown key may be anything, so it is not shown. */
function unknownKey(path: readonly PropertyKey[], input: unknown): Problem {
  const known = keysAt(path.slice(0, -1), input);
  return problem(path, {
    given: "a key that is not a setting",
    accepted: known.length === 1 ? `only ${formatAlternatives(known)}` : formatAlternatives(known),
    nearest: nearestWord(known, String(path.at(-1))),
  });
}
