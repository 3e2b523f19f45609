export { findSearchAddress, type SearchAddress } from "./search-address";
export { createSearchReader, type SearchReader } from "./search-reader";
