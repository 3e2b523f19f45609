import * as ssm from "aws-cdk-lib/aws-ssm";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type { Construct } from "constructs";
import { tunnelDocumentName } from "../../catalog";

/**
 * The document of a session that forwards a local port to the domain. AWS's own document for the same purpose takes the
 * host as a parameter, which no IAM policy can limit. Source: AWS Systems Manager User Guide, "Session document schema".
 */
export function createTunnelDocument(
  scope: Construct,
  id: string,
  environment: string,
  { domainEndpoint }: Pick<opensearch.IDomain, "domainEndpoint">,
): ssm.CfnDocument {
  return new ssm.CfnDocument(scope, id, {
    name: tunnelDocumentName(environment),
    documentType: "Session",
    documentFormat: "JSON",
    updateMethod: "NewVersion",
    content: {
      schemaVersion: "1.0",
      description: `forwards a local port to the search domain of ${environment}`,
      sessionType: "Port",
      parameters: {
        localPortNumber: {
          type: "String",
          description: "port of the local end",
          allowedPattern: "^\\d{1,5}$",
        },
      },
      properties: {
        type: "LocalPortForwarding",
        host: domainEndpoint,
        portNumber: "443",
        localPortNumber: "{{ localPortNumber }}",
      },
    },
  });
}
