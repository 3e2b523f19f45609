import { isObject } from "../../../lambda/shared/json";

/**
 * The paths at which a document does not contain the desired one. Properties that are only in the actual document are
 * defaults of the engine. The engine returns numbers and booleans of settings as text.
 */
export function differences(desired: unknown, actual: unknown, path = ""): readonly string[] {
  if (isObject(desired)) {
    if (!isObject(actual)) return [path || "its root"];
    return Object.entries(desired).flatMap(([key, value]) =>
      differences(value, actual[key], path ? `${path}.${key}` : key),
    );
  }
  if (Array.isArray(desired)) {
    if (!Array.isArray(actual) || actual.length !== desired.length) return [path];
    return desired.flatMap((value, index) => differences(value, actual[index], `${path}[${index}]`));
  }
  return String(desired) === String(actual) ? [] : [path];
}
