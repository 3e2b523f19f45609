/** API of the security plugin for roles, role mappings and the audit configuration. */
export const SECURITY_API = "/_plugins/_security/api";
