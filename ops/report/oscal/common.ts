import type { ComplianceReport } from "../compliance-report";
import type { ReportedControl } from "../controls";

/** The version of OSCAL of both exports. */
const OSCAL_VERSION = "1.2.1";

/** Of properties that OSCAL itself does not define. */
const PROPERTY_NAMESPACE = "https://inventorysync.example/ns/oscal";

export interface Property {
  readonly name: string;
  readonly ns?: string;
  readonly value: string;
}

/** A property of this project. OSCAL admits no empty value. */
export function property(name: string, value: string | number): Property {
  return { name, ns: PROPERTY_NAMESPACE, value: String(value) };
}

export function metadataOf({ generatedAt, commit }: ComplianceReport, title: string) {
  return { title, "last-modified": generatedAt, version: commit, "oscal-version": OSCAL_VERSION };
}

/** `pci-10.3.2`: the number of a control in a form that OSCAL accepts as an id. */
export function controlIdOf({ framework, id }: Pick<ReportedControl, "framework" | "id">): string {
  return `${framework}-${id}`;
}
