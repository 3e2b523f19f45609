import type { Construct } from "constructs";
import { LAMBDA_FAILURES_PREFIX } from "../../../catalog";
import { DeliveryPipeline } from "../delivery-pipeline";
import type { SharedResources } from "../shared-resources";
import { KinesisEventSource } from "./kinesis-event-source";
import { LogEventStreams } from "./log-event-streams";
import type { Topology } from "./topology";

/**
 * Topology `kinesis`: CloudWatch Logs writes the events of each log group to a Kinesis data stream, and each sink has its
 * own delivery pipeline, which reads the streams of the logs that the sink receives. A sink that is slow, down or in a VPC
 * affects only its own pipeline. The streams keep the events while a pipeline is being repaired. Lambda writes a batch that failed after the last attempt
 * to the parking bucket, and an S3 event notification puts a message on the on-failure queue.
 */
export function createKinesisTopology(scope: Construct, shared: SharedResources): Topology {
  const { config, forwardingKey, parking, onFailureQueue } = shared;
  const eventStreams = new LogEventStreams(scope, "Events", { config, key: forwardingKey });
  const pipelines = shared.sinkAccess.map((access) => {
    const { sink } = access;
    const pipeline = new DeliveryPipeline(scope, `Pipeline-${sink}`, { shared, sinkAccess: [access], sink });
    new KinesisEventSource(pipeline, "EventSource", { config, eventStreams, pipeline, parking });
    return pipeline;
  });
  parking.addEventNotifications([LAMBDA_FAILURES_PREFIX], onFailureQueue.queue);
  return { pipelines, readsKinesis: true, destinationOf: (log) => eventStreams.destinationOf(log) };
}
