/** The properties of errors of the AWS SDK, of Node.js and of the OpenSearch client. */
export interface ForeignError extends Error {
  readonly code?: string;
  readonly errors?: readonly ForeignError[];
  readonly $fault?: "client" | "server";
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export interface KnownError {
  /** Names or codes of the error. */
  readonly names: readonly string[];
  /** The message has no full stop. @param profile the AWS profile that was asked for */
  readonly explain: (message: string, profile?: string) => string;
}

const LOGIN = "log in (`aws sso login`), or set AWS_PROFILE or --profile to a profile with credentials";
const EXPIRED = `the AWS session has expired. To fix it, ${LOGIN}.`;

/** `…:SSL routines:ssl3_get_record:wrong version number:../deps/…` */
const OPENSSL_REASON = /SSL routines:[^:]*:(?<reason>[^:]+)/;

/**
 * The errors that an operator can fix. Sources: Amazon CloudWatch Logs API Reference, "Common Error Types", and those of
 * the other services; Amazon S3 API Reference, "Error responses"; Node.js, "Common system errors", and OpenSSL's codes
 * of X.509 verification.
 */
export const KNOWN_ERRORS: readonly KnownError[] = [
  { names: ["CredentialsProviderError", "TokenProviderError"], explain: explainCredentials },
  {
    names: ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"],
    explain: () => EXPIRED,
  },
  {
    names: ["RequestTimeTooSkewed", "RequestInTheFuture"],
    explain: (message) => `AWS rejects the time of this machine: ${message}. Synchronize its clock.`,
  },
  {
    names: [
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "InvalidAccessKeyId",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "IncompleteSignature",
      "MissingAuthenticationToken",
      "MissingAuthenticationTokenException",
      "AuthFailure",
    ],
    explain: (message) => `AWS does not accept the credentials: ${message}. To fix it, ${LOGIN}.`,
  },
  {
    names: ["AccessDenied", "AccessDeniedException", "AccessDeniedError", "UnauthorizedOperation"],
    explain: (message) =>
      `the role of this session may not do this: ${message}. Use a role that may: docs/security.md lists the roles.`,
  },
  {
    names: [
      "ResourceNotFoundException",
      "NoSuchBucket",
      "QueueDoesNotExist",
      "AWS.SimpleQueueService.NonExistentQueue",
    ],
    explain: (message) =>
      `AWS does not have what the command reads: ${message}. Check the profile, the region, and whether the environment is deployed (\`npx cdk deploy '<environment>/*'\`).`,
  },
  {
    names: [
      "Throttling",
      "ThrottlingException",
      "TooManyRequestsException",
      "RequestLimitExceeded",
      "SlowDown",
    ],
    explain: (message) => `AWS throttles the requests of this account: ${message}. Try again in a minute.`,
  },
  {
    names: [
      "ECONNREFUSED",
      "ENOTFOUND",
      "EAI_AGAIN",
      "ETIMEDOUT",
      "ECONNRESET",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "EPIPE",
      "TimeoutError",
    ],
    explain: (message) =>
      `a server cannot be reached: ${message}. Check the network, the region, and AWS_ENDPOINT_URL or OPENSEARCH_URL if set.`,
  },
  {
    names: [
      "SELF_SIGNED_CERT_IN_CHAIN",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "CERT_HAS_EXPIRED",
      "CERT_NOT_YET_VALID",
      "CERT_UNTRUSTED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    explain: (message) =>
      `the certificate of a server is not trusted: ${message}. Set AWS_CA_BUNDLE, or OPENSEARCH_CA_FILE for the search engine, to its certificate authority.`,
  },
  {
    names: ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"],
    explain: (message) =>
      `a server does not speak TLS: ${OPENSSL_REASON.exec(message)?.groups?.["reason"] ?? message}. Check AWS_ENDPOINT_URL or OPENSEARCH_URL: https or http, and the port.`,
  },
  {
    names: ["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EROFS"],
    explain: (message) => `a file cannot be read or written: ${message}. Check the path and its permissions.`,
  },
];

/** The SDK tries one source of credentials after the other, and often does not name the profile that it lacked. */
function explainCredentials(message: string, profile: string | undefined): string {
  if (/expired|sso login/i.test(message)) return EXPIRED;
  if (profile === undefined) return `no AWS credentials were found: ${message}. To fix it, ${LOGIN}.`;
  return (
    `the AWS profile ${JSON.stringify(profile)} does not exist, or has no credentials: ${message}. To fix it, ${LOGIN}; ` +
    "`aws configure list-profiles` lists the profiles."
  );
}
