import { CfnDocument } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";

export interface HostDocumentProps {
  readonly name: string;
  readonly description: string;
  /** A POSIX shell script. */
  readonly script: string;
  /** Arguments of the script; without characters that a shell would interpret. */
  readonly scriptArguments: readonly string[];
}

/** Source: AWS General Reference, "AWS Systems Manager endpoints and quotas": the maximum size of a document. */
export const MAX_DOCUMENT_BYTES = 64 * 1_024;

/** The script only compares and writes small files, and restarts two services. */
const TIMEOUT_SECONDS = 600;

/** Name of the document's parameter with the digest of the script. */
export const DIGEST_PARAMETER = "Digest";

/**
 * An SSM document that runs a script on Linux, as root. A new script becomes a new version of the document.
 *
 * @throws Error if the document is larger than SSM accepts, or if the script has text that SSM would replace
 */
export function createHostDocument(scope: Construct, id: string, props: HostDocumentProps): CfnDocument {
  const { name, script, scriptArguments } = props;
  if (script.includes("{{")) {
    throw new Error(
      `the script of ${name} contains {{, which SSM replaces with the value of a parameter; reword it`,
    );
  }
  const content = {
    schemaVersion: "2.2",
    description: props.description,
    parameters: {
      [DIGEST_PARAMETER]: {
        type: "String",
        description: "digest of the script; a change makes State Manager run the document at once",
        allowedPattern: "^[0-9a-f]{64}$",
        default: "0".repeat(64),
      },
    },
    mainSteps: [
      {
        action: "aws:runShellScript",
        name: "hostFiles",
        precondition: { StringEquals: ["platformType", "Linux"] },
        inputs: {
          timeoutSeconds: String(TIMEOUT_SECONDS),
          runCommand: [["set --", ...scriptArguments].join(" "), ...script.trimEnd().split("\n")],
        },
      },
    ],
  };
  const bytes = Buffer.byteLength(JSON.stringify(content));
  if (bytes > MAX_DOCUMENT_BYTES) {
    throw new Error(
      `the document ${name} has ${bytes} bytes, more than the ${MAX_DOCUMENT_BYTES} that SSM accepts`,
    );
  }
  return new CfnDocument(scope, id, {
    name,
    documentType: "Command",
    documentFormat: "JSON",
    targetType: "/AWS::EC2::Instance",
    updateMethod: "NewVersion",
    content,
  });
}
