/** What a promise came to. */
export type Settled<Value> = { readonly value: Value } | { readonly error: unknown };

/** The value of work, or the error that it ended with. */
export async function settle<Value>(work: () => Promise<Value>): Promise<Settled<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
