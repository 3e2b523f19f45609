import { createHash } from "node:crypto";
import { ATTRIBUTES, type LogRecord } from "../../../../catalog";
import type { TracebackFrame, TracebackLink } from "../../../shared/traceback";
import { causesIn } from "./cause-words";
import { codesIn } from "./codes";
import { MAX_MESSAGE, MAX_TAG_VALUE } from "./limits";
import { isInApp, linksOf } from "./links";
import { messageTemplate } from "./message-template";
import { sanitizeName } from "./sanitize";

/**
 * Groups errors into issues, by up to three parts:
 *
 * 1. the error types: of the error, and of its causes
 * 2. codes and words that distinguish causes of one type, such as a status or `refused`
 * 3. the origin: the innermost frame of the application's code, or else the name of the event, or else the messages without
 *    their variable parts
 *
 * The logger counts only if there is nothing else: one error can pass several loggers. Line numbers do not count, because
 * every release would create new issues. Storm aggregation uses the same fingerprint.
 */
export function fingerprint(record: LogRecord): string[] {
  let known = fingerprints.get(record);
  if (!known) fingerprints.set(record, (known = computeFingerprint(record)));
  return [...known];
}

/** Storm aggregation and encoding both need the fingerprint of a record. */
const fingerprints = new WeakMap<LogRecord, readonly string[]>();

function computeFingerprint(record: LogRecord): readonly string[] {
  const chain = linksOf(record);
  const place = locationOf(chain.at(-1));
  const event = nameOf(record.event);
  const details =
    place === undefined && event === undefined ? [] : [causeOf(record, chain, place !== undefined)];
  const parts = [typesOf(record, chain), ...details, place ?? event ?? templateOf(record, chain)]
    .map(toPart)
    .filter((part) => part !== undefined);
  return parts.length > 0 ? parts : [toPart(record.logger)].filter((part) => part !== undefined);
}

/** The stable name of an event. structlog writes the message under this key. */
function nameOf(event: string | undefined): string | undefined {
  return event === undefined || /\s/.test(event) ? undefined : event;
}

/** Class names without their modules, which loggers write or leave out. */
function typesOf({ error_type }: LogRecord, chain: readonly TracebackLink[]): string | undefined {
  const [raised, ...causes] = chain.toReversed();
  const own = error_type ?? raised?.type;
  const types = [own, ...causes.map(({ type }) => type)].map((type) => type?.split(".").at(-1));
  const members = [...new Set((raised?.members ?? []).map(({ type = "" }) => type))].toSorted();
  return [...types, ...members].filter((type) => type !== undefined && type !== "").join(" < ");
}

const STATUS_KEYS = ["status", "status_code", "http_status", "statusCode"] as const;

/**
 * The status of a request that was refused, in the field or in the attributes. A status of 5xx says what the caller was
 * told, not what failed.
 */
function clientErrorOf({ status, [ATTRIBUTES]: attributes = {} }: LogRecord): string | undefined {
  const refused = [status, ...STATUS_KEYS.map((key) => attributes[key])].find(isClientError);
  return refused === undefined ? undefined : `status ${refused}`;
}

function isClientError(status: unknown): status is number {
  return typeof status === "number" && status >= 400 && status < 500;
}

/** With a stack trace, the values of its exceptions tell the cause; a message varies with the logger. */
function causeOf(record: LogRecord, chain: readonly TracebackLink[], hasFrames: boolean): string {
  const texts = [...valuesIn(chain), ...(hasFrames ? [] : [record.message ?? ""])].map((text) =>
    text.slice(0, MAX_MESSAGE),
  );
  const codes = texts.flatMap(codesIn);
  const words = texts.flatMap(causesIn);
  const identifiers = texts.flatMap(identifiersIn);
  return [...new Set([...codes, ...words, ...identifiers, clientErrorOf(record) ?? ""])].join(" ").trim();
}

/** Quoted names of the database or of the code that an error violates or lacks. */
const IDENTIFIERS = /\b(?:constraint|column|relation|attribute) ["'](\w{1,63})["']/g;

function identifiersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(IDENTIFIERS), ([, name = ""]) => name);
}

function valuesIn(links: readonly TracebackLink[]): readonly string[] {
  return links.flatMap(({ value, members }) => [value, ...valuesIn(members)]);
}

function templateOf(record: LogRecord, chain: readonly TracebackLink[]): string {
  const { message = record.event ?? "" } = record;
  const values = valuesIn(chain).filter((value) => !message.includes(value));
  const texts = [message, ...values].map((text) => messageTemplate(text, record));
  return [...texts, clientErrorOf(record) ?? ""].filter((text) => text !== "").join(" | ");
}

/**
 * The innermost frame of the application's code. If no frame is known to be the application's, all frames: the innermost
 * ones are those of a library, which all its callers share.
 */
function locationOf(raised: TracebackLink | undefined): string | undefined {
  if (!raised || raised.frames.length === 0) return undefined;
  const culprit = raised.frames.findLast(isInApp);
  return culprit ? placeOf(culprit) : raised.frames.map(placeOf).join(" > ");
}

function placeOf({ file, name = "" }: TracebackFrame): string {
  return `${moduleOf(file)} ${name}`.trim();
}

/** A path without the directory in which a release is installed. */
function moduleOf(file: string): string {
  const path = file.includes("\\") ? file.replaceAll("\\", "/") : file;
  const installed = /\/(?:site|dist)-packages\/(?<rest>.+)$/.exec(path)?.groups?.["rest"] ?? path;
  const application = /(?:^|\/)(?<rest>inventorysync\/(?!.*\/inventorysync\/).+)$/.exec(installed)?.groups?.[
    "rest"
  ];
  return application ?? installed.replaceAll(/(?<=\/)[^\d/]*\d[^/]*(?=\/)/g, "#");
}

const HASH_CHARACTERS = 16;

/** A part of a fingerprint: a longer text is cut, and the hash of the whole follows. */
function toPart(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= MAX_TAG_VALUE) return sanitizeName(text, MAX_TAG_VALUE);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_CHARACTERS);
  return `${sanitizeName(text, MAX_TAG_VALUE - HASH_CHARACTERS - 1) ?? ""} ${hash}`;
}
