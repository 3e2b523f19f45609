/** Where the security plugin keeps roles, mappings and its audit configuration. */
export const SECURITY_API = "/_plugins/_security/api";
