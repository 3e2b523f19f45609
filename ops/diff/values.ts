/** Values in CloudFormation templates. */

type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path such as `EncryptionAtRestOptions.Enabled`, in the properties of a resource. */
export function valueAt(resource: { readonly Properties?: JsonObject } | undefined, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), resource?.Properties);
}

/** CloudFormation accepts `true` and `"true"`, `30` and `"30"`. */
export function numberAt(resource: Parameters<typeof valueAt>[0], path: string): number | undefined {
  const value = valueAt(resource, path);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export function isTrueAt(resource: Parameters<typeof valueAt>[0], path: string): boolean {
  const value = valueAt(resource, path);
  return value === true || value === "true";
}

/** A list, or one value as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** The same text for equal values, regardless of the order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

export function isEqual(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

/** A reference as CloudFormation's `Fn::Sub` writes it, such as `arn:aws:s3:::logs-${AWS::AccountId}`. */
export function withoutIntrinsics(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIntrinsics);
  if (!isObject(value)) return value;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (name === "Ref") return `\${${String(argument)}}`;
    if (name === "Fn::GetAtt") return `\${${listOf(argument).join(".")}}`;
    if (name === "Fn::GetStackOutput" && isObject(argument))
      return `\${${String(argument["StackName"])}.${String(argument["OutputName"])}}`;
    if (name === "Fn::Join" && Array.isArray(argument))
      return listOf(argument[1]).map(withoutIntrinsics).map(String).join(String(argument[0]));
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutIntrinsics(part)]));
}

/** A value for people. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "not set";
  const plain = withoutIntrinsics(value);
  return typeof plain === "string" ? plain || '""' : JSON.stringify(plain);
}
