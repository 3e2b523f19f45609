import { CUSTOM_IDENTIFIERS } from "./custom-identifiers";
import { MANAGED_IDENTIFIERS, namesOf } from "./managed-identifiers";
import type { MaskedClass } from "./masked-class";

export * from "./custom-identifiers";
export * from "./managed-identifiers";
export * from "./masked-class";

/** Names of all masked identifiers, as CloudWatch Logs reports them in findings; optionally of one class only. */
export function identifierNames(maskedClass?: MaskedClass): string[] {
  const isOfClass = (row: { readonly class: MaskedClass }) =>
    maskedClass === undefined || row.class === maskedClass;
  return [
    ...MANAGED_IDENTIFIERS.filter(isOfClass).flatMap(namesOf),
    ...CUSTOM_IDENTIFIERS.filter(isOfClass).map(({ name }) => name),
  ];
}
