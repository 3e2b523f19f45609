import { FRAMEWORKS, type Status } from "../../../controls";
import type { ComplianceReport } from "../compliance-report";
import type { ReportedControl } from "../controls";
import { controlIdOf, metadataOf, type Property, property } from "./common";
import { uuidOf } from "./uuid";

/** Values of OSCAL's property `implementation-status`. It has none for what others fulfil. */
const IMPLEMENTATION_STATUS: Readonly<Record<Status, string | undefined>> = {
  met: "implemented",
  partly: "partial",
  "not met": "planned",
  outside: undefined,
};

/** The control matrix as an OSCAL component definition, with one component: the platform. */
export function componentDefinition(report: ComplianceReport): object {
  return {
    "component-definition": {
      uuid: uuidOf("component-definition", report.commit),
      metadata: metadataOf(report, "InventorySync logging: control matrix"),
      components: [
        {
          uuid: uuidOf("component"),
          type: "software",
          title: "InventorySync logging",
          description:
            "The logging platform of InventorySync: stacks, functions, command line and documentation.",
          "control-implementations": FRAMEWORKS.map(({ id, title, url }) => ({
            uuid: uuidOf("control-implementation", id),
            source: url,
            description: title,
            "implemented-requirements": report.controls
              .filter(({ framework }) => framework === id)
              .map(implementedRequirement),
          })),
        },
      ],
    },
  };
}

function implementedRequirement(control: ReportedControl): object {
  const { requirement, status, measures, missing, remaining, owner } = control;
  const implementation = IMPLEMENTATION_STATUS[status];
  const props: Property[] = [
    ...(implementation === undefined ? [] : [{ name: "implementation-status", value: implementation }]),
    property("status", status),
    property("risk-owner", owner),
    ...measures.flatMap(({ evidence }) => evidence).map((each) => property("evidence", each)),
  ];
  return {
    uuid: uuidOf("implemented-requirement", control.framework, control.id),
    "control-id": controlIdOf(control),
    description: [
      requirement,
      ...measures.map(({ property: text, construct }) => `${text} (${construct})`),
      ...missing.map((text) => `missing: ${text}`),
    ].join("\n\n"),
    props: uniqueProperties(props),
    remarks: remaining,
  };
}

/** Several measures may have the same evidence. */
function uniqueProperties(props: readonly Property[]): readonly Property[] {
  return [...new Map(props.map((each) => [`${each.name} ${each.value}`, each])).values()];
}
