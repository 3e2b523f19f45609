import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { tunnelDocumentName } from "../../catalog";
import type { BastionMatchers } from "../monitoring/tampered-resources";

/** Matchers for the bastion and the document of its tunnel. Callers may pass the document's name or its ARN. */
export function bastionMatchers(scope: Construct, environment: string, instanceId: string): BastionMatchers {
  const name = tunnelDocumentName(environment);
  const documents = [
    name,
    Stack.of(scope).formatArn({ service: "ssm", resource: "document", resourceName: name }),
  ];
  return {
    bastionInstanceId: [instanceId],
    tunnelDocumentNameOrArn: documents,
    // Without a document, Session Manager starts a shell.
    otherDocument: [{ exists: false }, { "anything-but": documents }],
  };
}
