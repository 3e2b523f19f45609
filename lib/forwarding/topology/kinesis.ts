import type { Construct } from "constructs";
import { LAMBDA_FAILURES_PREFIX } from "../../../catalog";
import { Lane } from "../delivery-pipeline";
import type { SharedParts } from "../shared-parts";
import { EventStream } from "./log-event-stream";
import { StreamReader } from "./stream-reader";
import type { Topology } from "./topology";

/**
 * Topology `kinesis`: every log group feeds one Kinesis data stream, and each sink has a lane of its own that reads it.
 * A sink that is slow, down or in a VPC is so for its own lane alone, and the stream keeps the events while a lane is
 * mended. What a lane gives up is put into the parking bucket whole, and told of on the queue of the undelivered.
 */
export function throughKinesis(scope: Construct, shared: SharedParts): Topology {
  const { config, ownKey, parking, undelivered } = shared;
  const stream = new EventStream(scope, "Events", { config, key: ownKey });
  const lanes = shared.access.map((access) => {
    const { sink } = access;
    const lane = new Lane(scope, `Lane-${sink}`, { shared, access: [access], sink });
    new StreamReader(lane, "Reader", { config, stream, lane, parking });
    return lane;
  });
  parking.announce([LAMBDA_FAILURES_PREFIX], undelivered.queue);
  return { lanes, readStream: true, destination: stream };
}
