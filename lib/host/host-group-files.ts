import { createHash } from "node:crypto";
import { CfnAssociation } from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import { hostDocumentName } from "../../catalog";
import { type EnvironmentConfig, hostGroupConfig, hostTag } from "../../config";
import { doctorScript, installScript } from "../../host";
import { createHostDocument, DIGEST_PARAMETER } from "./host-document";

export interface HostGroupFilesProps {
  readonly config: EnvironmentConfig;
  readonly hostGroup: string;
}

interface Run {
  readonly description: string;
  readonly scriptArguments: readonly string[];
  /** Source: AWS Systems Manager User Guide, "Reference: Cron and rate expressions for Systems Manager". */
  readonly scheduleExpression: string;
  readonly applyOnlyAtCronInterval: boolean;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
}

/** How State Manager runs each document. */
const RUNS: Readonly<Record<"install" | "check", Run>> = {
  install: {
    description: "installs the host files; changes nothing on a host that has them",
    scriptArguments: [],
    scheduleExpression: "rate(1 day)",
    // Runs also after a change of the association, and for each new host of the group.
    applyOnlyAtCronInterval: false,
    // A script that fails must not reach all hosts.
    maxConcurrency: "10%",
    maxErrors: "0",
  },
  check: {
    description: "reports each host file that differs, and fails if there is one; changes nothing",
    scriptArguments: ["--check"],
    scheduleExpression: "cron(0 0 0/1 1/1 * ? *)",
    // A new host does not have its files yet.
    applyOnlyAtCronInterval: true,
    // A host that differs must not prevent the check of the others.
    maxConcurrency: "100%",
    maxErrors: "100%",
  },
};

/**
 * The host files of a host group, by State Manager: an SSM document that installs them and one that reports differences,
 * each with an association to the hosts that have the group's tag. Systems Manager shows a host that differs as not
 * compliant.
 *
 * The association contains the digest of the script. A new script therefore changes the association, and State Manager
 * then runs it without waiting for its schedule.
 *
 * A third document looks for the causes of trouble with log files. It has no association: `npx logs doctor --hosts` runs it.
 *
 * Systems Manager cannot encrypt a document with a customer managed key. The documents contain no secret.
 */
export class HostGroupFiles extends Construct {
  constructor(scope: Construct, id: string, { config, hostGroup }: HostGroupFilesProps) {
    super(scope, id);

    const { environment } = config;
    const { key, value } = hostTag(environment, hostGroup, hostGroupConfig(config, hostGroup).tag);
    const script = installScript(config, hostGroup);
    for (const name of ["install", "check"] as const) {
      const { description, scriptArguments, ...run } = RUNS[name];
      const documentName = hostDocumentName(environment, name, hostGroup);
      const document = createHostDocument(this, `${name}-document`, {
        name: documentName,
        description: `InventorySync in ${environment}, host group ${hostGroup}: ${description}`,
        script,
        scriptArguments,
      });
      new CfnAssociation(this, `${name}-association`, {
        ...run,
        associationName: documentName,
        name: document.ref,
        documentVersion: "$LATEST",
        targets: [{ key: `tag:${key}`, values: [value] }],
        parameters: { [DIGEST_PARAMETER]: [createHash("sha256").update(script).digest("hex")] },
        complianceSeverity: "HIGH",
      });
    }
    createHostDocument(this, "doctor-document", {
      name: hostDocumentName(environment, "doctor", hostGroup),
      description: `InventorySync in ${environment}, host group ${hostGroup}: looks for causes of trouble with log files; changes nothing`,
      script: doctorScript(config, hostGroup),
      scriptArguments: ["--report"],
    });
  }
}
