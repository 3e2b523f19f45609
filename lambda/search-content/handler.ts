import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { CloudFormationCustomResourceEvent, Context } from "aws-lambda";
import type { EnvironmentVariables } from "../shared/environment-variables";
import { withSafeErrors } from "../shared/safe-error";
import { searchAuthentication } from "../shared/search-authentication";
import { createSearchClient } from "../shared/search-client";
import { createSecretReader } from "../shared/secret-reader";
import { credentialTexts } from "./credential-texts";
import type { Deadline } from "./deadline";
import { type EngineClient, createEngineClient } from "./engine-client";
import { handleRequest } from "./handle-request";
import { createResponse } from "./response";
import { MAX_SEND_MS, sendResponse } from "./send-response";
import { parseSettings } from "./settings";

const logger = new Logger({ serviceName: "search-content" });

/** The Lambda function. Handles a request of the custom resource. Always responds to CloudFormation, before its timeout. */
export const handler = withSafeErrors(
  async (request: CloudFormationCustomResourceEvent, context: Context) => {
    logger.addContext(context);
    logger.appendKeys({ requestType: request.RequestType, stackId: request.StackId });

    const deadline: Deadline = { remainingMs: () => context.getRemainingTimeInMillis() - MAX_SEND_MS, sleep };
    const { physicalResourceId, outcome } = await handleRequest(
      request,
      () => connect(process.env, deadline),
      logger,
    );
    await sendResponse(request.ResponseURL, createResponse(request, physicalResourceId, outcome), sleep);
  },
);

/** Reads the environment here, not at startup: a function that fails at startup does not respond. */
async function connect(variables: EnvironmentVariables, deadline: Deadline): Promise<EngineClient> {
  const { endpoints, authentication: settings } = parseSettings(variables);
  const authentication = await searchAuthentication(settings, createSecretReader(new SecretsManagerClient()));
  return createEngineClient(
    createSearchClient({ endpoints, authentication }),
    deadline,
    credentialTexts(authentication),
  );
}
