export { findSearchAddress, type SearchAddress } from "./search-address";
export { createOperatorClient, createSearchReader, type SearchReader } from "./search-reader";
