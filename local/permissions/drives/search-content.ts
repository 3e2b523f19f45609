import { randomUUID } from "node:crypto";
import { deliveryFunctionNames, type RoleName, roleName } from "../../../catalog";
import type { SearchContentProperties } from "../../../lambda/search-content/settings";
import { serveOnLoopback } from "../../web";
import { type Drive, ENVIRONMENT } from "../context";
import { withoutRandomText } from "../outcome";

/** An update of the custom resource, as CloudFormation requests it. */
export const driveSearchContent: Drive = async ({ endpoints, inNewEnvironment }) => {
  const invoke = await inNewEnvironment("search-content");
  const roleArns = (...roles: readonly RoleName[]) =>
    roles.map((role) => `arn:aws:iam::${endpoints.aws.accountId}:role/${roleName(ENVIRONMENT, role)}`);
  const properties: SearchContentProperties = {
    environment: ENVIRONMENT,
    retentionDays: {},
    primaryShards: 1,
    replicas: 0,
    writers: roleArns(...deliveryFunctionNames("opensearch")),
    readers: roleArns("reader"),
    auditors: roleArns("auditor"),
    contentDigest: randomUUID(),
  };
  const responses: string[] = [];
  const server = await serveOnLoopback((request, response) => {
    request.setEncoding("utf8").on("data", (text: string) => responses.push(text));
    request.on("end", () => response.end());
  });
  try {
    const { outcome } = await invoke({
      ...{ RequestType: "Update", ResponseURL: server.url, ResourceProperties: properties },
      ...{ StackId: "made-up", RequestId: randomUUID(), LogicalResourceId: "Content" },
      ...{ ResourceType: "Custom::SearchContent", PhysicalResourceId: `search-content-${ENVIRONMENT}` },
    });
    return { invocation: outcome, response: withoutRandomText(responses.join("")) };
  } finally {
    await server.close();
  }
};
