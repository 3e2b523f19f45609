import { SINKS, type SinkName } from "../../../catalog";
import { type ChangedResource, changedResources, type Resource } from "../change";
import type { Violation } from "../finding";
import { formatValue, isEqual, isObject, valueAt } from "../values";
import type { Rule } from "./rule";

/** Services outside the account's log groups that a resource of this type sends logs to. */
const SENDING_TYPES: ReadonlySet<string> = new Set([
  "AWS::KinesisFirehose::DeliveryStream",
  "AWS::Logs::Destination",
  "AWS::Logs::Delivery",
  "AWS::Logs::DeliveryDestination",
  "AWS::OSIS::Pipeline",
]);

/** The variables that state where a function sends records, by sink. */
const ADDRESS = /(?:ENDPOINTS|INTAKE_URL|DSN_SECRET_ID|API_KEY_SECRET_ID|AUTHENTICATION|SECRET_ID)$/;

/** Log records go to another place. */
export const sinkChanged: Rule = {
  id: "sink-changed",
  description:
    "Log records go to a new sink, or to another address of a sink: review. A function sends to a sink no more: block.",
  why: "records leave for another service or account, which then stores them under its own rules; or a sink misses records without an error",
  remedy:
    "check the contract with the receiver and which data classes the sink may receive; approve the removal of a sink after checking who uses it",
  find: (change) => changedResources(change).flatMap(inResource),
};

function inResource({ path, type, before, after }: ChangedResource): readonly Violation[] {
  if (SENDING_TYPES.has(type))
    return before && after
      ? []
      : [
          {
            grade: before ? "block" : "review",
            resource: path,
            what: type,
            from: before ? "exists" : "none",
            to: after ? "added" : "removed",
          },
        ];
  if (type !== "AWS::Lambda::Function") return [];
  const [from, to] = [addressesOf(before), addressesOf(after)];
  const common = { resource: path, properties: ["Environment"] };
  return SINKS.flatMap(({ name, title }): readonly Violation[] => {
    const [old, now] = [from.get(name), to.get(name)];
    if (isEqual(old, now)) return [];
    if (old && !now)
      return [{ ...common, grade: "block", what: `sink ${title}`, from: formatValue(old), to: "removed" }];
    return [
      {
        ...common,
        grade: "review",
        what: `sink ${title}`,
        from: old ? formatValue(old) : "none",
        to: formatValue(now),
      },
    ];
  });
}

/** Only functions that deliver log events have a parking bucket. */
function addressesOf(fn: Resource | undefined): ReadonlyMap<SinkName, object> {
  const variables = valueAt(fn, "Environment.Variables");
  if (!isObject(variables) || !("PARKING_BUCKET" in variables)) return new Map();
  return new Map(
    SINKS.flatMap(({ name }) => {
      const own = Object.entries(variables).filter(
        ([variable]) => variable.startsWith(`${name.toUpperCase()}_`) && ADDRESS.test(variable),
      );
      return own.length === 0 ? [] : [[name, Object.fromEntries(own)] as const];
    }),
  );
}
