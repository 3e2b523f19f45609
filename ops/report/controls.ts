import {
  builtMeasures,
  type Control,
  type Evidence,
  type Framework,
  FRAMEWORKS,
  missingProperties,
  type Status,
  statusOf,
} from "../../controls";

/** A row of the control matrix, complete for a reader. */
export interface ReportedControl {
  /** Such as `pci`. */
  readonly framework: string;
  /** Such as `PCI DSS 4.0.1, requirement 10`. */
  readonly frameworkTitle: string;
  /** Such as `PCI DSS`. */
  readonly standard: string;
  readonly id: string;
  readonly requirement: string;
  readonly status: Status;
  readonly measures: readonly ReportedMeasure[];
  /** Properties that nothing provides yet. */
  readonly missing: readonly string[];
  readonly remaining: string;
  readonly owner: string;
}

export interface ReportedMeasure {
  readonly id: string;
  /** File, with the name of the export if there is one: `lib/storage/trail.ts, Trail`. */
  readonly construct: string;
  readonly property: string;
  readonly evidence: readonly string[];
}

/** The control matrix, in the order of the standards. */
export function reportedControls(): readonly ReportedControl[] {
  return FRAMEWORKS.flatMap((framework) =>
    framework.controls.map((control) => reportedControl(framework, control)),
  );
}

function reportedControl({ id, title, shortTitle }: Framework, control: Control): ReportedControl {
  return {
    framework: id,
    frameworkTitle: title,
    standard: shortTitle,
    id: control.id,
    requirement: control.requirement,
    status: statusOf(control),
    measures: builtMeasures(control).map(({ id: measure, construct, property, evidence }) => ({
      id: measure,
      construct: construct.name === undefined ? construct.file : `${construct.file}, ${construct.name}`,
      property,
      evidence: evidence.map(formatEvidence),
    })),
    missing: missingProperties(control),
    remaining: control.remaining,
    owner: control.owner,
  };
}

function formatEvidence(evidence: Evidence): string {
  return evidence.kind === "command" ? evidence.command : `${evidence.file}: ${evidence.title}`;
}
