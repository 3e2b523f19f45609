import type { Control, Framework, Status } from "./control";
import { ASVS } from "./frameworks/asvs";
import { LOGGING_CHEAT_SHEET } from "./frameworks/cheat-sheet";
import { GDPR } from "./frameworks/gdpr";
import { HIPAA } from "./frameworks/hipaa";
import { PCI_DSS } from "./frameworks/pci";
import { SOC_2 } from "./frameworks/soc2";
import type { BuiltMeasure } from "./measure";
import { type MeasureId, MEASURES } from "./measures";

export const FRAMEWORKS: readonly Framework[] = [SOC_2, GDPR, PCI_DSS, HIPAA, ASVS, LOGGING_CHEAT_SHEET];

/** The measures of a control that exist. */
export function builtMeasures({ measures }: Control): readonly (BuiltMeasure & { readonly id: MeasureId })[] {
  return measures.flatMap((id) => {
    const measure = MEASURES[id];
    return measure.construct === undefined ? [] : [{ id, ...measure }];
  });
}

/** The properties that a control needs and that nothing provides. */
export function missingProperties({ measures }: Control): readonly string[] {
  return measures
    .map((id) => MEASURES[id])
    .filter(({ construct }) => construct === undefined)
    .map(({ property }) => property);
}

/** The status of a control now: a missing measure lowers it. */
export function statusOf(control: Control): Status {
  if (missingProperties(control).length === 0) return control.status;
  return control.withoutMeasure ?? "not met";
}
