import { CUSTOM_IDENTIFIERS, LEFT_OUT, MANAGED_IDENTIFIERS, type ManagedIdentifier } from "../../catalog";
import { code, table } from "./markdown";

export function managedTable(): string {
  return table(
    ["identifier", "class", "finds", "where a keyword is near", "countries"],
    MANAGED_IDENTIFIERS.map((row: ManagedIdentifier) => [
      code(row.kind),
      row.class,
      row.finds,
      row.besideKeyword ? "only" : "",
      row.countries?.join(", ") ?? "all",
    ]),
  );
}

export function customTable(): string {
  return table(
    ["identifier", "class", "finds", "source"],
    CUSTOM_IDENTIFIERS.map((row) => [code(row.name), row.class, row.finds, row.source]),
  );
}

export function leftOutTable(): string {
  return table(
    ["identifier", "why it is not masked"],
    LEFT_OUT.map(({ kinds, because }) => [kinds.map(code).join(", "), because]),
  );
}
