/** A value that is made once, at the first call. */
export interface Memoized<Value> {
  get(): Promise<Value>;
  /** The next call makes the value again. */
  clear(): void;
}

/** A failure is not kept: the next call tries again. */
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
