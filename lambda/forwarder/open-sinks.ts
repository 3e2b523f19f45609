import type { SinkName } from "../../lib/catalog";
import { remember } from "./remember";
import type { Sink } from "./sinks/sink";

/** A sink that is configured, and how it is set up: its secret read, its client made. */
export interface SinkBuilder {
  readonly name: SinkName;
  readonly build: () => Promise<Sink>;
}

export type OpenedSink =
  | { readonly sink: Sink }
  /** It could not be set up this time; the others still can. */
  | { readonly name: SinkName; readonly unavailable: string };

/** Sets every sink up once, at the first call; one that fails is tried again at the next. */
export function sinkOpener(builders: readonly SinkBuilder[]): () => Promise<OpenedSink[]> {
  const sinks = builders.map(({ name, build }) => ({ name, get: remember(build) }));
  return () =>
    Promise.all(
      sinks.map(async ({ name, get }): Promise<OpenedSink> => {
        try {
          return { sink: await get() };
        } catch (error) {
          return { name, unavailable: error instanceof Error ? error.message : "unknown error" };
        }
      }),
    );
}
