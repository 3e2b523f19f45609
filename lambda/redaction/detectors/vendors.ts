/** Characters that follow the prefix of a token. */
export const ALPHABETS = {
  hex: String.raw`[\da-fA-F]`,
  upper: String.raw`[A-Z\d]`,
  word: String.raw`[A-Za-z\d]`,
  wide: String.raw`[\w-]`,
  any: String.raw`[\w.+/=~-]`,
} as const;

export type Alphabet = keyof typeof ALPHABETS;

/** A vendor, a prefix of its tokens, the characters that follow, and their least number. */
export type PrefixRow = readonly [vendor: string, prefix: string, body: Alphabet, least: number];

const rows = (vendor: string, prefixes: string, body: Alphabet, least: number): readonly PrefixRow[] =>
  prefixes.split(" ").map((prefix) => [vendor, prefix, body, least] as const);

/**
 * Prefixes from the documentation of vendors, beside those of vendor-rows.ts. They include every token that CloudWatch
 * Logs masks (TOKEN_IDENTIFIERS of the catalogue, which explains why the expressions are separate). Lengths are
 * minimums, because vendors lengthen their tokens.
 */
export const PREFIXES: readonly PrefixRow[] = [
  ...rows("GitHub", "ghp_ gho_ ghu_ ghs_ ghr_", "word", 30),
  ...rows("GitHub", "github_pat_", "wide", 22),
  ...rows(
    "GitLab",
    "glpat- glptt- gldt- glrt- glrtr- glcbt- glft- glimt- glagent- gloas- glsoat- glwt-",
    "any",
    20,
  ),
  ...rows(
    "Slack",
    "xoxa- xoxb- xoxc- xoxd- xoxe- xoxo- xoxp- xoxr- xoxs- xapp- xwfp- xoxe.xoxb- xoxe.xoxp-",
    "wide",
    10,
  ),
  ...rows("Stripe", "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ whsec_", "any", 16),
  ...rows("Shopify", "shpat_ shpss_ shpca_ shppa_ shptka_ shpua_ shpsi_", "word", 32),
  ...rows("Twilio SendGrid", "SG.", "any", 33),
  ...rows("Twilio", "SK AC", "hex", 32),
  ...rows("Mailgun", "key- pubkey-", "word", 32),
  ...rows("Google", "AIza GOCSPX- ya29.", "wide", 24),
  ...rows("npm", "npm_", "wide", 36),
  ...rows("PyPI", "pypi-", "wide", 36),
  ...rows("PyPI, truncated", "pypi-AgE", "wide", 16),
  ...rows("RubyGems", "rubygems_", "wide", 36),
  ...rows("NuGet", "oy2", "wide", 36),
  ...rows("OpenAI and others", "sk-", "wide", 20),
  ...rows("DigitalOcean", "dop_v1_ doo_v1_ dor_v1_", "hex", 40),
  ...rows("HashiCorp Vault", "hvs. hvb. hvr.", "any", 20),
  ...rows("Hugging Face", "hf_ api_org_", "word", 30),
  ...rows("Atlassian", "ATATT3 ATCTT3 ATBB", "any", 20),
  ...rows("Square", "sq0atp- sq0csp- sq0idp- EAAA", "wide", 22),
  ...rows("Meta", "EAA", "word", 80),
  ...rows("New Relic", "NRAK- NRII- NRRA- NRJS- NRBR-", "any", 19),
  ...rows("Dynatrace", "dt0c01. dt0s01. dt0s02.", "any", 20),
  ...rows("Grafana", "glsa_ glc_ eyJrIjoi", "any", 20),
  ...rows("Artifactory", "AKC AP2 AP3 AP5 AP6 APA APB", "word", 10),
  ...rows("Amazon Bedrock", "ABSK", "any", 60),
  ...rows("Azure DevOps and Entra", "azd_ eyJ0eXAiOi", "any", 40),
  ...rows("Cloudflare", "cfut_ cfat_ cfk_", "word", 32),
  ...rows("Docker", "dckr_pat_ dckr_oat_", "wide", 24),
  ...rows("Databricks", "dapi", "hex", 32),
  ...rows("Doppler", "dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", "any", 40),
  ...rows("Figma", "figd_", "wide", 40),
  ...rows("Groq", "gsk_", "word", 40),
  ...rows("HubSpot", "pat-na1- pat-eu1- pat-ap1-", "wide", 36),
  ...rows("LangSmith", "lsv2_pt_ lsv2_sk_", "wide", 32),
  ...rows("Linear", "lin_api_ lin_oauth_", "word", 32),
  ...rows("Notion", "ntn_ secret_", "word", 40),
  ...rows("NVIDIA", "nvapi-", "wide", 40),
  ...rows("Perplexity", "pplx-", "word", 40),
  ...rows("PostHog", "phx_ phs_", "word", 32),
  ...rows("Razorpay", "rzp_live_ rzp_test_", "word", 14),
  ...rows("Replicate", "r8_", "word", 36),
  ...rows("Supabase", "sbp_ sb_secret_", "wide", 30),
  ...rows("Tailscale", "tskey-api- tskey-auth- tskey-client- tskey-scim- tskey-webhook- tskey-", "wide", 20),
  ...rows("Vercel", "vcp_ vci_ vca_ vcr_ vck_", "word", 24),
  ...rows("xAI", "xai-", "word", 40),
  // Bodies of one class, which do not look random: hexadecimal digits, or letters of one case.
  ...rows("SonarQube", "sqa_ sqp_ squ_", "hex", 40),
  ...rows("Buildkite", "bkaj_ bkct_ bkpt_ bkua_", "word", 32),
  ...rows("ElevenLabs", "sk_", "hex", 40),
  ...rows("Scaleway", "SCW", "upper", 17),
  ...rows("Samsara", "samsara_api_", "word", 28),
  ...rows("Unkey", "unkey_", "word", 20),
  ...rows("Sentry", "sntrya_ sntryu_", "hex", 40),
  ...rows("Paddle", "pdl_live_ pdl_sdbx_", "wide", 40),
  ...rows("RunPod", "rpa_", "upper", 30),
  ...rows("Honeycomb", "hcaik_ hcamk_ hcbik_ hcxik_", "word", 40),
  ...rows("Google Cloud Storage", "GOOG1E", "upper", 50),
  ...rows("Tencent", "AKID", "word", 32),
  ...rows("MongoDB Atlas", "mdb_sa_sk_", "wide", 30),
  ...rows("dbt", "dbtc_ dbtu_", "wide", 30),
];
