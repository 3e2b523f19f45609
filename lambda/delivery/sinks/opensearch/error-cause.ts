import { ATTRIBUTES, FIELDS } from "../../../../catalog";
import { isObject } from "../../../shared/json";

/** An error in a response of the engine. The reason must not be copied: it can quote the value of a field. */
export interface ErrorCause {
  readonly type?: string;
  readonly reason?: string;
}

/**
 * Words before `_exception`, such as `mapper_parsing_exception`. Any other text may be an echo of a credential or a value,
 * so the reasons and the logs of the forwarder must not contain it.
 * Source: OpenSearch, `OpenSearchException.getExceptionName`, which converts the name of a Java class.
 */
const ERROR_TYPE = /^(?=.{1,60}$)[a-z]+(?:_[a-z]+)*_exception$/;

/** @param error `error` of a response; may have any type */
export function readErrorCause(error: unknown): ErrorCause {
  const { type, reason } = isObject(error) ? error : {};
  return {
    ...(typeof type === "string" && ERROR_TYPE.test(type) && { type }),
    ...(typeof reason === "string" && { reason }),
  };
}

/**
 * Errors that say nothing about the document: an operator has to fix the engine, whatever the status. OpenSearch
 * returns 400 for most of them, as for a malformed document.
 */
const OPERATOR_ERRORS: readonly {
  readonly type: string;
  readonly reason?: RegExp;
  readonly remedy: string;
}[] = [
  {
    type: "cluster_block_exception",
    remedy: "the index is blocked for writing; remove the block, and check the free disk space",
  },
  { type: "index_closed_exception", remedy: "the index is closed; open it" },
  {
    type: "illegal_argument_exception",
    reason: /^pipeline with id \[[^\]]*\] does not exist/,
    remedy: "the ingest pipeline is missing; deploy the search stack",
  },
  {
    type: "validation_exception",
    reason: /\bmaximum (?:\w+ )?shards open\b/,
    remedy: "the cluster has the maximum number of shards; delete indices or raise the limit",
  },
];

/** What an operator has to fix; undefined for an error about the document. */
export function remedyOf({ type, reason = "" }: ErrorCause): string | undefined {
  return OPERATOR_ERRORS.find((each) => each.type === type && (each.reason?.test(reason) ?? true))?.remedy;
}

/** The type of an error, and the field if the mapping defines it. */
export function describeError({ type, reason = "" }: ErrorCause): string | undefined {
  const field = /field(?: |=)["[](?<name>[@\w]+)/.exec(reason)?.groups?.["name"];
  return type !== undefined && field !== undefined && FIELD_NAMES.has(field) ? `${type} (${field})` : type;
}

const FIELD_NAMES: ReadonlySet<string> = new Set([ATTRIBUTES, ...FIELDS.map(({ name }) => name)]);
