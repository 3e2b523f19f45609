import type { ColumnType } from "../../../catalog";
import { formatRows } from "../../../catalog";

test.each<[ColumnType, string | number | undefined, string]>([
  ["text", "TimeoutError", "TimeoutError"],
  ["time", Date.UTC(2026, 0, 2, 3, 4, 5), "2026-01-02 03:04:05"],
  ["count", 12_345, "12,345"],
  ["ms", 12.3456, "12.35"],
  ["percent", 12.3456, "12.35 %"],
  ["count", undefined, "–"],
])("a value of type %s is shown: %s as %s", (type, value, expected) => {
  const column = { name: "value", title: "Value", type, from: { field: "value" } };
  expect(formatRows({ answer: { columns: [column] } }, [{ value }])).toEqual([[expected]]);
});
