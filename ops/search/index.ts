export { openSearchClient, openSearchReader } from "./connect-search";
export { findSearchAddress, type SearchAddress } from "./search-address";
export type { SearchReader } from "./search-reader";
export { openTunnel, type Tunnel } from "./tunnel";
