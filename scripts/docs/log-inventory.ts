import { loadEnvironment } from "../../config";
import { logInventory } from "../../ops/report/inventory";
import { code, table } from "./markdown";

/** The log inventory of production. */
export function inventoryTable(): string {
  return table(
    ["log", "content", "class", "kept in", "name", "for", "readers", "personal data"],
    logInventory(loadEnvironment("production")).map(
      ({ log, content, dataClass, service, name, retention, readers, personalData }) => [
        log,
        content,
        dataClass,
        service,
        /^[/a-z][^ ]*$/.test(name) ? code(name) : name,
        retention,
        readers.join(", "),
        personalData,
      ],
    ),
  );
}
