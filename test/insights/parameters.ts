/** Source: CloudWatch Logs User Guide, "Save and re-run CloudWatch Logs Insights queries", Quotas and error handling. */
const MAX_EXPANDED_LENGTH = 10_000;
const PLACEHOLDER = /\{\{([a-z_]\w*)\}\}/gi;

/**
 * The query with each `{{name}}` replaced by the value of the parameter. The value is query text: the value of a string
 * includes its quotation marks, as in `"ERROR"`. Source: CloudWatch Logs User Guide, "Using saved queries with
 * parameters", where `level = {{logLevel}}` expands to `level = "WARN"`.
 *
 * @throws Error if a placeholder has no value, a parameter has no placeholder, or the result is too long
 */
export function expandParameters(query: string, parameters: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const expanded = query.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) {
      throw new Error(`${placeholder} has no value, expected one in the parameters ${list(parameters)}`);
    }
    used.add(name);
    return value;
  });
  const unused = Object.keys(parameters).find((name) => !used.has(name));
  if (unused !== undefined) {
    throw new Error(`the parameter "${unused}" has no placeholder, expected {{${unused}}} in the query`);
  }
  if (expanded.length > MAX_EXPANDED_LENGTH) {
    throw new Error(
      `the query has ${expanded.length} characters with its parameters, expected at most ${MAX_EXPANDED_LENGTH}`,
    );
  }
  return expanded;
}

function list(parameters: Readonly<Record<string, string>>): string {
  return `[${Object.keys(parameters).join(", ")}]`;
}
