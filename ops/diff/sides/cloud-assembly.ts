/** What a cloud assembly contains: the output of `cdk synth`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AcknowledgedFinding } from "../change";

export interface StackArtifact {
  /** `production/Storage` */
  readonly path: string;
  readonly environment: string;
  /** Relative to the assembly. */
  readonly template: string;
  readonly terminationProtection: boolean;
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly displayName?: string;
        readonly properties?: {
          readonly templateFile?: string;
          readonly directoryName?: string;
          readonly terminationProtection?: boolean;
        };
      }
    >
  >;
}

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly suppressedViolations?: readonly {
      readonly acknowledgedId?: string;
      readonly ruleName: string;
      readonly reason?: string;
      readonly violatingConstructs: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

export function isCloudAssembly(folder: string): boolean {
  return existsSync(join(folder, "manifest.json"));
}

/** The path of the report with the findings of cdk-nag. */
export function validationReportOf(assembly: string): string {
  return join(assembly, "validation-report.json");
}

/** The stacks of every Stage, in the order of the manifest. */
export function stacksOf(assembly: string): StackArtifact[] {
  return artifactsOf(assembly).flatMap(({ type, properties }) =>
    type === "cdk:cloud-assembly" && properties?.directoryName !== undefined
      ? stacksOfStage(assembly, properties.directoryName)
      : [],
  );
}

function stacksOfStage(assembly: string, folder: string): StackArtifact[] {
  return artifactsOf(join(assembly, folder)).flatMap(({ type, displayName, properties }) =>
    type === "aws:cloudformation:stack" && displayName !== undefined && properties?.templateFile !== undefined
      ? [
          {
            path: displayName,
            environment: displayName.split("/", 1)[0] ?? displayName,
            template: join(folder, properties.templateFile),
            terminationProtection: properties.terminationProtection ?? false,
          },
        ]
      : [],
  );
}

function artifactsOf(folder: string) {
  const { artifacts } = readJson(join(folder, "manifest.json")) as Manifest;
  return Object.values(artifacts);
}

/** The acknowledged findings of cdk-nag: one for each finding and resource. */
export function acknowledgedFindings(assembly: string): readonly AcknowledgedFinding[] {
  const { pluginReports } = readJson(validationReportOf(assembly)) as ValidationReport;
  return pluginReports
    .flatMap(({ suppressedViolations = [] }) => suppressedViolations)
    .flatMap(({ acknowledgedId, ruleName, reason = "", violatingConstructs }) =>
      violatingConstructs.map(({ constructPath = "" }) => ({
        id: acknowledgedId ?? ruleName,
        path: constructPath,
        reason,
      })),
    );
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
