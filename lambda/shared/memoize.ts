/** A value that is created once, at the first call. */
export interface Memoized<Value> {
  get(): Promise<Value>;
  /** The next call creates the value again. */
  clear(): void;
}

/** Failures are not cached: the next call retries. */
export function memoize<Value>(make: () => Promise<Value>): Memoized<Value> {
  let value: Promise<Value> | undefined;
  const clear = () => {
    value = undefined;
  };
  return {
    get() {
      value ??= make().catch((error: unknown) => {
        clear();
        throw error;
      });
      return value;
    },
    clear,
  };
}
