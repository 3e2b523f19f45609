/** The value of a request, or undefined if AWS answers with an error of one of these names: the thing does not exist. */
export async function ifExists<Value>(
  request: Promise<Value>,
  ...absent: readonly string[]
): Promise<Value | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw error;
  }
}
