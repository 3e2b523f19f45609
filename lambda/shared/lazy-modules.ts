import type * as awsSdkModule from "./aws-sdk";
import type * as searchLibraryModule from "./search-library";

/*
 * Modules with large libraries that not every execution environment needs. In a deployment package each is a file of its
 * own (LAZY_MODULES in lib/functions/bundle.ts), because V8 reads and parses a whole file before it runs the first line. An
 * `import()` would be asynchronous.
 */

/** The clients of S3 and Secrets Manager, loaded at the first call. */
export function awsSdk(): typeof awsSdkModule {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./aws-sdk") as typeof awsSdkModule;
}

/** The client library of the search engine, loaded at the first call. */
export function searchLibrary(): typeof searchLibraryModule {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./search-library") as typeof searchLibraryModule;
}
