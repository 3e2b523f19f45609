/** A vendor whose tokens have a prefix. */
export interface Vendor {
  readonly name: string;
  readonly source: string;
  /** Prefix of every token of the vendor, as a pattern. */
  readonly prefix: string;
  /**
   * Cheap pattern to search first, for prefixes that would be slow to search.
   * @default - the prefix at the start of a word
   */
  readonly hint?: RegExp;
  /** Pattern of the text after the prefix. */
  readonly body: string;
  /** Requires a digit, because words joined by dashes could match. */
  readonly mayBeWords?: true;
  /** Parts of an example token, so that no secret scanner reports it. */
  readonly example: readonly [prefix: string, bodyLength: number];
}

const WORD = String.raw`[A-Za-z\d]`;
const WIDE = String.raw`[\w-]`;
export const LOWER_HEX = String.raw`[\da-f]`;

/**
 * Vendors whose tokens have a prefix. They include every token that CloudWatch Logs masks (TOKEN_IDENTIFIERS of the
 * catalogue, which explains why the expressions are separate). Lengths are minimums, because vendors lengthen their
 * tokens.
 */
export const VENDORS: readonly Vendor[] = [
  {
    name: "GitHub token",
    source: "GitHub, “About authentication to GitHub”, token formats",
    prefix: "gh[pousr]_",
    body: `${WORD}{30,255}`,
    example: ["ghp_", 36],
  },
  {
    name: "GitHub fine-grained token",
    source: "GitHub, “About authentication to GitHub”, token formats",
    prefix: "github_pat_",
    body: String.raw`\w{22,255}`,
    example: ["github_pat_", 82],
  },
  {
    name: "GitLab token",
    source: "GitLab, “Security: token overview”, token prefixes",
    prefix: "gl(?:pat|ptt|dt|rt|rtr|cbt|ft|imt|agent|oas|soat|wt)-|GR1348941|gldt-|_gitlab_session=",
    body: String.raw`[\w.-]{20,255}`,
    example: ["glpat-", 20],
  },
  {
    name: "Slack token",
    source: "Slack, “Token types”",
    prefix: "xox[a-z](?:\\.xox[a-z])?-|xapp-|xwfp-",
    body: `${WIDE}{10,255}`,
    example: ["xoxb-", 50],
  },
  {
    name: "Stripe key",
    source: "Stripe, “API keys”; webhook signing secrets in “Check the webhook signatures”",
    prefix: "[sr]k_(?:live|test|prod)_|whsec_",
    body: String.raw`[A-Za-z\d+/=]{16,255}`,
    example: ["sk_live_", 24],
  },
  {
    name: "Shopify token",
    source: "Shopify, “About access tokens”",
    prefix: "shp(?:at|ss|ca|pa|tka|ua|si)_",
    body: String.raw`[A-Za-z\d]{32,64}`,
    example: ["shpat_", 32],
  },
  {
    name: "AWS access key id",
    source: "AWS IAM User Guide, “IAM identifiers”, unique prefixes",
    prefix: "(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z\\d])",
    body: String.raw`[A-Z\d]{16}(?![A-Za-z\d])`,
    example: ["AKIA", 16],
  },
  {
    name: "SendGrid key",
    source: "Twilio SendGrid, “API Keys”",
    prefix: String.raw`SG\.`,
    body: String.raw`[\w-]{16,64}\.[\w-]{16,128}`,
    example: ["SG.", 66],
  },
  {
    name: "Twilio key",
    source: "Twilio, “REST API: API Keys”",
    prefix: "SK",
    body: `${LOWER_HEX}{32}(?![\\da-zA-Z])`,
    example: ["SK", 32],
  },
  {
    name: "Mailgun key",
    source: "Mailgun, “API keys”",
    prefix: "(?:pub)?key-",
    body: String.raw`[\da-z]{32}(?![\da-zA-Z])`,
    example: ["key-", 32],
  },
  {
    name: "Mailchimp key",
    source: "Mailchimp Marketing API, “Authentication”: the name of the data center follows the key",
    prefix: String.raw`(?=[\da-f]{32}-us\d)`,
    hint: /-us\d/,
    body: String.raw`[\da-f]{32}-us\d{1,2}`,
    example: ["", 32],
  },
  {
    name: "Google key",
    source: "Google Cloud, “API keys overview”; OAuth client secrets and access tokens of Google Identity",
    prefix: String.raw`AIza|GOCSPX-|ya29\.|1\/\/0`,
    body: String.raw`[\w-]{24,500}`,
    example: ["AIza", 35],
  },
  {
    name: "npm, PyPI and package registry token",
    source: "npm, “About access tokens”; PyPI, “API tokens”; API keys of RubyGems and NuGet",
    prefix: "npm_|pypi-|rubygems_|oy2",
    body: `${WIDE}{36,255}`,
    example: ["npm_", 36],
  },
  {
    name: "PyPI token, also truncated",
    source: "PyPI, “API tokens”: a macaroon, whose first bytes are always the same",
    prefix: "pypi-AgE",
    body: `${WIDE}{16,255}`,
    example: ["pypi-AgE", 16],
  },
  {
    name: "OpenAI or Anthropic key",
    source: "the vendors' API references; other vendors use the same prefix (sk-…)",
    prefix: "sk-(?:proj-|ant-|svcacct-|admin-|or-v1-|lf-)?",
    body: String.raw`[\w-]{20,255}`,
    mayBeWords: true,
    example: ["sk-proj-", 48],
  },
  {
    name: "DigitalOcean token",
    source: "DigitalOcean, “Personal access tokens”",
    prefix: "do[opr]_v1_",
    body: `${LOWER_HEX}{40,64}`,
    example: ["dop_v1_", 64],
  },
  {
    name: "HashiCorp token",
    source: "HashiCorp Vault, “Tokens”, prefixes; Terraform Cloud, “API tokens”",
    prefix: String.raw`hv[sbr]\.|[A-Za-z\d]{14}\.atlasv1\.`,
    hint: /\bhv[sbr]\.|\.atlasv1\./,
    body: String.raw`[\w=-]{20,300}`,
    example: ["hvs.", 24],
  },
  {
    name: "Hugging Face token",
    source: "Hugging Face, “User access tokens”",
    prefix: "hf_|api_org_",
    body: `${WORD}{30,64}`,
    example: ["hf_", 34],
  },
  {
    name: "Telegram bot token",
    source: "Telegram, “Bot API: authorizing your bot”",
    prefix: String.raw`\d{8,10}:AA`,
    hint: /:AA/,
    body: String.raw`[\w-]{32,34}(?![\w-])`,
    example: ["12345678:AA", 33],
  },
  {
    name: "Discord bot token",
    source: "Discord, “Developer reference: authentication”; the first part is the user id in base64",
    prefix: "[MNO][A-Za-z\\d]{23,27}\\.",
    hint: /\b[MNO][A-Za-z\d]{23}/,
    body: String.raw`[\w-]{6}\.[\w-]{27,40}(?![\w-])`,
    example: ["", 0],
  },
  {
    name: "Atlassian token",
    source: "Atlassian, “Manage API tokens”",
    prefix: "ATATT3|ATCTT3|ATBB",
    body: String.raw`[\w=-]{20,255}`,
    example: ["ATATT3", 180],
  },
  {
    name: "Square token",
    source: "Square, “Access tokens”",
    prefix: "sq0[a-z]{3}-|EAAA",
    body: `${WIDE}{22,100}`,
    example: ["sq0atp-", 22],
  },
  {
    name: "New Relic, Dynatrace or Grafana key",
    source: "the vendors' documentation of API keys",
    prefix: String.raw`NRAK-|NRII-|NRRA-|NRJS-|dt0[a-z]\d\d\.|glsa_|glc_|eyJrIjoi`,
    body: String.raw`[\w.=+/-]{20,400}`,
    example: ["NRAK-", 27],
  },
  {
    name: "generic prefixed token",
    source: "GitHub, “Secret scanning partner program”: vendors choose prefixes that scanners can recognise",
    prefix:
      "(?:sk|rk|pat|tok|token|secret|apikey|api|key|live|priv|auth|oauth|access|refresh|bot|sntry[su]|pul|PMAK|figd|FLWSECK|gsk|xai|r8|pplx|sbp|PRIVATE|EZAK|EZTK|nvapi|lsv2_[ps]t)[_.-]{1,2}",
    body: String.raw`(?=[A-Za-z\d]{0,24}\d)(?=[\da-z]{0,24}[A-Z]|[\dA-Z]{1,24}(?![\w])|[\da-f]{32})[\w-]{20,255}`,
    mayBeWords: true,
    example: ["secret_", 40],
  },
];
