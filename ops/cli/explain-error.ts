import { ConfigurationError } from "../../config";
import { OperatorError } from "./operator-error";

/** The properties of errors of the AWS SDK, of Node.js and of the OpenSearch client. */
interface AnyError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly errors?: readonly AnyError[];
  readonly $metadata?: { readonly httpStatusCode?: number };
}

interface Explanation {
  readonly names: readonly string[];
  readonly explain: (error: AnyError) => string;
}

const LOGIN = "log in (`aws sso login`), or set AWS_PROFILE or --profile to a profile with credentials";

/** By the name or the code of the error. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    names: ["CredentialsProviderError"],
    explain: ({ message }) => `no AWS credentials were found: ${message}. To fix it, ${LOGIN}.`,
  },
  {
    names: ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"],
    explain: () => `the AWS session has expired. To fix it, ${LOGIN}.`,
  },
  {
    names: [
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
    ],
    explain: () => `AWS does not accept the credentials. To fix it, ${LOGIN}.`,
  },
  {
    names: ["AccessDenied", "AccessDeniedException", "AccessDeniedError", "UnauthorizedOperation"],
    explain: ({ message }) =>
      `the role of this session may not do this: ${message}. Use a role that may: docs/security.md lists the roles.`,
  },
  {
    names: ["ResourceNotFoundException"],
    explain: ({ message }) =>
      `AWS does not have what the command reads: ${message}. Check the profile, the region, and whether the environment is deployed (\`npx cdk deploy '<environment>/*'\`).`,
  },
  {
    names: [
      "ECONNREFUSED",
      "ENOTFOUND",
      "EAI_AGAIN",
      "ETIMEDOUT",
      "ECONNRESET",
      "EHOSTUNREACH",
      "TimeoutError",
    ],
    explain: ({ message }) =>
      `a server cannot be reached: ${message}. Check the network, the region, and AWS_ENDPOINT_URL or OPENSEARCH_URL if set.`,
  },
  {
    names: ["SELF_SIGNED_CERT_IN_CHAIN", "DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    explain: ({ message }) =>
      `the certificate of a server is not trusted: ${message}. Set AWS_CA_BUNDLE, or OPENSEARCH_CA_FILE for the search engine, to its certificate authority.`,
  },
];

/**
 * One sentence for an operator, with the remedy where it is known. The AWS SDK joins the errors of several addresses of
 * a host; the first one is explained.
 */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError || error instanceof ConfigurationError) return error.message;
  const [cause = error] = [...((error as AnyError).errors ?? [])];
  const { name, code } = cause as AnyError;
  const known = EXPLANATIONS.find(
    ({ names }) => names.includes(name) || (code !== undefined && names.includes(code)),
  );
  if (known) return known.explain(withoutFullStop(cause));
  return name === "Error" ? cause.message : `${name}: ${cause.message}`;
}

function withoutFullStop(error: AnyError): AnyError {
  const { name, code, message } = error;
  return { name, message: message.replace(/\.$/, ""), ...(code !== undefined && { code }) };
}
