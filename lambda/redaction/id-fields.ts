import { FIELDS } from "../../catalog";

/** Fields of the record that contain ids. */
export const ID_FIELD_NAMES: readonly string[] = FIELDS.map(({ name }) => name).filter((name) =>
  name.endsWith("_id"),
);

/** Names of detectors that do not search ids: one in a few thousand numeric ids has the format of a card number. */
export const DETECTORS_SKIPPED_IN_IDS: ReadonlySet<string> = new Set([
  "card number",
  "phone number",
  "number after keyword",
]);
