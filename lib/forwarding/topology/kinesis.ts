import type { Construct } from "constructs";
import { LAMBDA_FAILURES_PREFIX } from "../../../catalog";
import { DeliveryPipeline } from "../delivery-pipeline";
import type { SharedResources } from "../shared-resources";
import { KinesisEventSource } from "./kinesis-event-source";
import { LogEventStream } from "./log-event-stream";
import type { Topology } from "./topology";

/**
 * Topology `kinesis`: every log group feeds one Kinesis data stream, and each sink has a lane of its own that reads it.
 * A sink that is slow, down or in a VPC is so for its own lane alone, and the stream keeps the events while a lane is
 * mended. What a lane gives up is put into the parking bucket whole, and told of on the queue of the undelivered.
 */
export function createKinesisTopology(scope: Construct, shared: SharedResources): Topology {
  const { config, forwardingKey, parking, onFailureQueue } = shared;
  const eventStream = new LogEventStream(scope, "Events", { config, key: forwardingKey });
  const pipelines = shared.sinkAccess.map((access) => {
    const { sink } = access;
    const pipeline = new DeliveryPipeline(scope, `Pipeline-${sink}`, { shared, sinkAccess: [access], sink });
    new KinesisEventSource(pipeline, "EventSource", { config, eventStream, pipeline, parking });
    return pipeline;
  });
  parking.addEventNotifications([LAMBDA_FAILURES_PREFIX], onFailureQueue.queue);
  return { pipelines, readsKinesis: true, destination: eventStream };
}
