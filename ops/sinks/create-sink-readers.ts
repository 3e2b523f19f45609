import type { SinkName } from "../../catalog";
import { sinksOf } from "../../config";
import { type CommandContext, OperatorError } from "../cli";
import { createDatadogReader } from "./datadog-reader";
import { createOpenSearchReader } from "./opensearch-reader";
import type { ReaderOptions } from "./reader-options";
import { createSentryReader } from "./sentry-reader";
import type { SinkReader } from "./sink-reader";

const CREATE_READER: Readonly<
  Record<SinkName, (context: CommandContext, options: ReaderOptions) => SinkReader | Promise<SinkReader>>
> = {
  opensearch: createOpenSearchReader,
  sentry: createSentryReader,
  datadog: createDatadogReader,
};

/** The reader of one sink. @throws OperatorError that names what is missing to read it */
export async function createSinkReader(
  sink: SinkName,
  context: CommandContext,
  options: ReaderOptions = {},
): Promise<SinkReader> {
  return CREATE_READER[sink](context, options);
}

/** A reader for each sink of the environment. @throws OperatorError that names everything that is missing to read them */
export async function createSinkReaders(
  context: CommandContext,
  options: ReaderOptions = {},
): Promise<ReadonlyMap<SinkName, SinkReader>> {
  const results = await Promise.allSettled(
    sinksOf(context.config).map((sink) => createSinkReader(sink, context, options)),
  );
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Error] : []));
  const readers = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (errors.length === 0) return new Map(readers.map((reader) => [reader.sink, reader]));
  await Promise.all(readers.map((reader) => reader.close()));
  const other = errors.find((error) => !(error instanceof OperatorError));
  throw other ?? new OperatorError(errors.map(({ message }) => message).join("\n"));
}
