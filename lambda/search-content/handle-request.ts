import type { Logger } from "@aws-lambda-powertools/logger";
import type { CloudFormationCustomResourceEvent as CustomResourceRequest } from "aws-lambda";
import { applyContent } from "./apply";
import type { EngineClient } from "./engine-client";
import { parseProperties } from "./properties";
import type { RequestOutcome } from "./response";

/** What became of a request, and the id of the resource it was about. */
export interface HandledRequest {
  readonly physicalResourceId: string;
  readonly outcome: RequestOutcome;
}

/** Does what CloudFormation asks. It never throws: whatever fails is an outcome with its reason. */
export async function handleRequest(
  request: CustomResourceRequest,
  connect: () => Promise<EngineClient>,
  logger: Logger,
): Promise<HandledRequest> {
  if (request.RequestType === "Delete") {
    const reason =
      "the records and the content stay in the search engine; whoever wants them gone deletes them there";
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
    const reason = error instanceof Error ? error.message : String(error);
    logger.error("could not bring the engine to what the catalogue says", {
      reason,
      ...(error instanceof Error && { stack: error.stack }),
    });
    return { physicalResourceId, outcome: { succeeded: false, reason } };
  }
}
