/** A successful response of the engine, or of a proxy, that does not answer the request. */
export class MalformedResponseError extends Error {
  override readonly name = "MalformedResponseError";

  constructor() {
    // Without a part of the response, which may quote a document or a secret.
    super(
      "the response is not an answer to the request; check whether a proxy answers in the engine's place",
    );
  }
}
