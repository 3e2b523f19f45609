import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type SecretName, secretName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config";
import { parseDsn } from "../../../lambda/delivery/sinks/sentry/dsn";
import { requireHeaderText } from "../../../lambda/shared/header-text";
import { SafeError } from "../../../lambda/shared/safe-error";
import { searchAuthentication } from "../../../lambda/shared/search-authentication";
import { createSecretReader } from "../../../lambda/shared/secret-reader";
import type { Check, CheckContext } from "../check";
import { deployAgain, failed, type Outcome, verified } from "../outcome";
import { ifExists } from "./if-exists";

/** The text of a secret, or why there is none. */
type SecretText = { readonly text: string } | { readonly outcome: Outcome };

/**
 * Reads the value of a secret. A value that the stack generated is a placeholder: Secrets Manager keeps the version before
 * the current one under the label AWSPREVIOUS, so a secret without such a version has its first value. Source: AWS Secrets
 * Manager User Guide, "What's in a Secrets Manager secret?", Version.
 */
export async function readSecretText(
  { aws, config: { environment } }: CheckContext,
  id: string,
  { isGenerated }: { readonly isGenerated: boolean },
): Promise<SecretText> {
  const client = new SecretsManagerClient(aws);
  const found = await ifExists(
    client.send(new DescribeSecretCommand({ SecretId: id })),
    "ResourceNotFoundException",
  );
  if (!found) return { outcome: failed(`the secret ${id} does not exist`, deployAgain(environment)) };
  const labels = Object.values(found.VersionIdsToStages ?? {}).flat();
  if (isGenerated && !labels.includes("AWSPREVIOUS"))
    return {
      outcome: failed(`the secret ${id} still has the placeholder that its stack generated`, putValue(id)),
    };
  return { text: await createSecretReader(client)(id) };
}

export function putValue(id: string): string {
  return `store the value: aws secretsmanager put-secret-value --secret-id ${id} --secret-string "$VALUE"`;
}

interface SecretCheck extends Pick<Check, "id" | "item" | "title"> {
  readonly appliesTo: NonNullable<Check["appliesTo"]>;
  readonly secret: (config: EnvironmentConfig) => string;
  /** Whether the stack generates the first value as a placeholder. */
  readonly isGenerated: boolean;
  /** @throws SafeError if the text is not well-formed */
  readonly parse: (id: string, text: string, config: EnvironmentConfig) => unknown;
  readonly form: string;
}

function secretCheck({ secret, isGenerated, parse, form, ...check }: SecretCheck): Check {
  return {
    ...check,
    async run(context) {
      const id = secret(context.config);
      const read = await readSecretText(context, id, { isGenerated });
      if ("outcome" in read) return read.outcome;
      try {
        await parse(id, read.text, context.config);
      } catch (error) {
        if (error instanceof SafeError) return failed(error.message, putValue(id));
        throw error;
      }
      return verified(`the secret ${id} ${isGenerated ? "has a stored value that " : ""}is ${form}`);
    },
  };
}

const ofEnvironment =
  (name: SecretName) =>
  ({ environment }: EnvironmentConfig): string =>
    secretName(environment, name);

/** The hash key is 43 generated letters and digits; an operator may store another one, of at least 128 bits in hexadecimal. */
const MIN_KEY_LENGTH = 32;

export const secrets: readonly Check[] = [
  secretCheck({
    id: "sentry-secret",
    item: "sentry",
    title: "the DSN of Sentry is stored",
    appliesTo: ({ sentry }) => sentry !== undefined,
    secret: ofEnvironment("sentry-dsn"),
    isGenerated: true,
    parse: (_, text, { forwarding }) => parseDsn(text, { allowPrivate: forwarding.allowPrivateAddresses }),
    form: "a DSN whose address is accepted",
  }),
  secretCheck({
    id: "datadog-secret",
    item: "log-aggregation",
    title: "the API key of Datadog is stored",
    appliesTo: ({ datadog }) => datadog !== undefined,
    secret: ofEnvironment("datadog-api-key"),
    isGenerated: true,
    parse: requireHeaderText,
    form: "one key",
  }),
  secretCheck({
    id: "search-secret",
    item: "log-aggregation",
    title: "the credentials of the search engine are stored",
    appliesTo: ({ search }) => search.kind !== "none" && search.authentication.kind !== "sigv4",
    secret: ({ search }) =>
      search.kind !== "none" && "secretName" in search.authentication ? search.authentication.secretName : "",
    isGenerated: false,
    parse: (secretId, text, { search }) =>
      search.kind !== "none" && search.authentication.kind !== "sigv4"
        ? searchAuthentication({ kind: search.authentication.kind, secretId }, () => Promise.resolve(text))
        : undefined,
    form: "as the functions expect it",
  }),
  secretCheck({
    id: "redaction-key",
    item: "security",
    title: "redaction has its hash key",
    appliesTo: ({ search, sentry, datadog }) =>
      search.kind !== "none" || sentry !== undefined || datadog !== undefined,
    secret: ofEnvironment("redaction-key"),
    isGenerated: false,
    parse: (id, text) => {
      if (text.length < MIN_KEY_LENGTH)
        throw new SafeError(
          `the secret ${id} has ${text.length} characters, expected at least ${MIN_KEY_LENGTH}`,
        );
    },
    form: `a text of at least ${MIN_KEY_LENGTH} characters`,
  }),
];
