/*
 * The client library of the search engine, which is loaded at the first use (lazy-modules.ts). Without its `Client`, whose
 * methods for each API are three quarters of the library: the functions send every request by the transport.
 */
export { default as Connection } from "@opensearch-project/opensearch/lib/Connection.js";
export { default as Transport } from "@opensearch-project/opensearch/lib/Transport.js";
export { default as Serializer } from "@opensearch-project/opensearch/lib/Serializer.js";
export { ConnectionPool } from "@opensearch-project/opensearch/lib/pool/index.js";
export * as errors from "@opensearch-project/opensearch/lib/errors.js";
export { AwsSigv4Signer } from "@opensearch-project/opensearch/aws";
