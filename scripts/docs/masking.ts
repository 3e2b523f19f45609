import {
  CUSTOM_IDENTIFIERS,
  UNMASKED_IDENTIFIERS,
  MANAGED_IDENTIFIERS,
  type ManagedIdentifier,
} from "../../catalog";
import { code, table } from "./markdown";

export function managedTable(): string {
  return table(
    ["identifier", "class", "detects", "keyword required", "countries"],
    MANAGED_IDENTIFIERS.map((row: ManagedIdentifier) => [
      code(row.name),
      row.class,
      row.description,
      row.requiresKeyword ? "yes" : "no",
      row.countries?.join(", ") ?? "all",
    ]),
  );
}

export function customTable(): string {
  return table(
    ["identifier", "class", "detects", "source"],
    CUSTOM_IDENTIFIERS.map((row) => [code(row.name), row.class, row.description, row.source]),
  );
}

export function unmaskedTable(): string {
  return table(
    ["identifier", "reason"],
    UNMASKED_IDENTIFIERS.map(({ names, reason }) => [names.map(code).join(", "), reason]),
  );
}
