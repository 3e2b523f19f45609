import { CUSTOM_IDENTIFIERS } from "./custom-identifiers";
import { MANAGED_IDENTIFIERS, namesOf } from "./managed-identifiers";
import type { MaskedClass } from "./masked-class";

export * from "./custom-identifiers";
export * from "./managed-identifiers";
export * from "./masked-class";

/** Names of everything that is masked, as a report of findings has them; of one class if it is given. */
export function identifierNames(maskedClass?: MaskedClass): string[] {
  const isOfClass = (row: { readonly class: MaskedClass }) =>
    maskedClass === undefined || row.class === maskedClass;
  return [
    ...MANAGED_IDENTIFIERS.filter(isOfClass).flatMap(namesOf),
    ...CUSTOM_IDENTIFIERS.filter(isOfClass).map(({ name }) => name),
  ];
}
