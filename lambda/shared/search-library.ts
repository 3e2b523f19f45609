import type * as library from "@opensearch-project/opensearch";
import type * as signer from "@opensearch-project/opensearch/aws";

/**
 * The client library of the search engine, loaded at the first call: it is a third of the forwarder's bundle, and only
 * functions that reach a search engine need it. An `import()` would be asynchronous, and the bundler would keep the unused
 * exports of all modules behind it.
 */
export function searchLibrary(): typeof library {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("@opensearch-project/opensearch") as typeof library;
}

/** Its signer of requests to a domain on AWS. */
export function searchRequestSigner(): typeof signer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("@opensearch-project/opensearch/aws") as typeof signer;
}
