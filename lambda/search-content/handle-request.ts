import type { Logger } from "@aws-lambda-powertools/logger";
import type { CloudFormationCustomResourceEvent as CustomResourceRequest } from "aws-lambda";
import { safeErrorMessage, toSafeError } from "../shared/safe-error";
import { applyContent } from "./apply";
import type { EngineClient } from "./engine-client";
import { parseProperties } from "./properties";
import type { RequestOutcome } from "./response";

/** The outcome of a request, and the id of the resource. */
export interface HandledRequest {
  readonly physicalResourceId: string;
  readonly outcome: RequestOutcome;
}

/** Handles a request of CloudFormation. Never throws: a failure is an outcome with its reason. */
export async function handleRequest(
  request: CustomResourceRequest,
  connect: () => Promise<EngineClient>,
  logger: Logger,
): Promise<HandledRequest> {
  if (request.RequestType === "Delete") {
    const reason =
      "the records and the content remain in the search engine; delete them there if they are no longer needed";
    logger.info(reason);
    return { physicalResourceId: request.PhysicalResourceId, outcome: { succeeded: true, reason } };
  }

  let physicalResourceId =
    "PhysicalResourceId" in request ? request.PhysicalResourceId : request.LogicalResourceId;
  try {
    const properties = parseProperties(request.ResourceProperties);
    physicalResourceId = `search-content-${properties.environment}`;
    const data = await applyContent(await connect(), properties, logger);
    return { physicalResourceId, outcome: { succeeded: true, data } };
  } catch (error) {
    const reason = safeErrorMessage(error);
    logger.error("could not apply the catalogue's content to the engine", {
      reason,
      stack: toSafeError(error).stack,
    });
    return { physicalResourceId, outcome: { succeeded: false, reason } };
  }
}
