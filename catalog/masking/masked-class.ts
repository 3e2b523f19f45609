/** What something masked is about, in the words of the forwarder's redaction. */
export type MaskedClass = "credential" | "contact" | "financial" | "identity";
