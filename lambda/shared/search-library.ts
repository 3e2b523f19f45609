/* The client library of the search engine, which is loaded at the first use (lazy-modules.ts). */
export { Client, Connection, errors } from "@opensearch-project/opensearch";
export { AwsSigv4Signer } from "@opensearch-project/opensearch/aws";
