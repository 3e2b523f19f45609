/** Sensitive data class of a masked identifier; a subset of the forwarder's redaction classes. */
export type MaskedClass = "credential" | "contact" | "financial" | "identity";
