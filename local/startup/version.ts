/** Whether a version such as `3.11.2` is at least another one. A missing number is 0. */
export function isAtLeast(version: string, least: string): boolean {
  const [actual, expected] = [version, least].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  for (const [index, number] of (expected ?? []).entries()) {
    const other = actual?.[index] ?? 0;
    if (other !== number) return other > number;
  }
  return true;
}
