import { isObject, type JsonObject } from "../../shared/json";

/** The value under a key. A dot in the key also stands for an inner object. */
export function valueAt(object: JsonObject, key: string): unknown {
  if (Object.hasOwn(object, key)) return object[key];
  if (!key.includes(".")) return undefined;
  return key
    .split(".")
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      object,
    );
}
