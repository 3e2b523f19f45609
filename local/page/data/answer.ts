/** What a component answered: a value, or the error in one sentence. */
export type Answer<Value> = { readonly value: Value } | { readonly error: string };

/** A page waits this long for each of its components, in milliseconds. All of them answer within a second or two. */
const TIMEOUT_MS = 8_000;

/** Reads from a component. Never rejects: a component that fails or does not answer must not break the page. */
export async function answerOf<Value>(
  component: string,
  read: () => Promise<Value>,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it did not answer within ${timeoutMs / 1_000} s`));
    }, timeoutMs);
  });
  try {
    return { value: await Promise.race([read(), timeout]) };
  } catch (error) {
    return {
      error: `${component} does not answer: ${error instanceof Error ? error.message : String(error)}`,
    };
  } finally {
    clearTimeout(timer);
  }
}
