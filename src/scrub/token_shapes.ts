import { CHARACTERS } from "./characters.ts";
import type { TokenPart, TokenShape } from "./token_shape.ts";

const { alphanumeric, base32, base64url, lowerHex, path } = CHARACTERS;

/**
 * Every token that is known by how it begins. No rule goes by length or randomness alone: hashes,
 * commit ids, UUIDs and base64 data are not secrets.
 */
export const TOKEN_SHAPES: readonly TokenShape[] = [
  ...shapes(
    "github-token",
    "https://github.blog/engineering/behind-githubs-new-authentication-token-formats/",
    ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    run(alphanumeric, 36),
  ),
  ...shapes(
    "github-token",
    "gitleaks github-fine-grained-pat",
    ["github_pat_"],
    run(base64url, 36),
  ),
  ...shapes(
    "gitlab-token",
    "https://docs.gitlab.com/security/tokens/",
    ["glpat-", "gldt-", "glptt-", "glrt-", "glcbt-", "gloas-"],
    run(base64url, 20),
  ),
  ...shapes("anthropic-key", "gitleaks anthropic-api-key", ["sk-ant-"], run(base64url, 20)),
  ...shapes(
    "openai-key",
    "gitleaks openai-api-key",
    ["sk-proj-", "sk-svcacct-", "sk-admin-"],
    run(base64url, 20),
  ),
  // Names such as sk-folding-cube-container are no keys.
  ...shapes("openai-key", "gitleaks openai-api-key", ["sk-"], {
    characters: base64url,
    min: 20,
    lead: 20,
  }),
  ...shapes("openrouter-key", "openrouter.ai, API keys", ["sk-or-v1-"], run(alphanumeric, 20)),
  ...shapes("xai-key", "docs.x.ai, API keys", ["xai-"], run(alphanumeric, 20)),
  ...shapes("groq-key", "console.groq.com, API keys", ["gsk_"], run(alphanumeric, 40)),
  ...shapes("perplexity-key", "gitleaks perplexity-api-key", ["pplx-"], run(alphanumeric, 40)),
  ...shapes(
    "hugging-face-token",
    "https://huggingface.co/docs/hub/security-tokens",
    ["hf_"],
    run(alphanumeric, 30),
  ),
  ...shapes("google-api-key", "gitleaks gcp-api-key", ["AIza"], run(base64url, 35)),
  ...shapes(
    "google-oauth-token",
    "https://developers.google.com/identity/protocols/oauth2",
    ["ya29."],
    run(base64url, 20),
  ),
  ...shapes(
    "google-client-secret",
    "https://developers.google.com/identity/protocols/oauth2",
    ["GOCSPX-"],
    run(base64url, 28),
  ),
  ...shapes(
    "aws-access-key-id",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    ["AKIA", "ASIA"],
    run(base32, 16, 16),
  ),
  ...shapes(
    "slack-token",
    "https://api.slack.com/authentication/token-types",
    ["xoxa-", "xoxb-", "xoxe-", "xoxp-", "xoxr-", "xoxs-", "xapp-1-"],
    run(base64url, 10),
  ),
  ...addresses("slack-webhook", "https://api.slack.com/messaging/webhooks", [
    "hooks.slack.com/services/",
    "hooks.slack.com/workflows/",
    "hooks.slack.com/triggers/",
  ]),
  ...addresses(
    "discord-webhook",
    "https://discord.com/developers/docs/resources/webhook",
    ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
  ),
  ...shapes(
    "stripe-key",
    "https://docs.stripe.com/keys",
    ["sk_live_", "sk_test_", "pk_live_", "pk_test_", "rk_live_", "rk_test_"],
    run(alphanumeric, 16),
  ),
  ...shapes(
    "stripe-webhook-secret",
    "https://docs.stripe.com/webhooks",
    ["whsec_"],
    run(alphanumeric, 32),
  ),
  ...shapes(
    "npm-token",
    "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/",
    ["npm_"],
    run(alphanumeric, 36),
  ),
  // A macaroon of version 2 that begins with the name of its index: the first bytes never differ.
  ...shapes("pypi-token", "gitleaks pypi-upload-token", ["pypi-AgE"], run(base64url, 50)),
  ...shapes("rubygems-token", "gitleaks rubygems-api-token", ["rubygems_"], run(lowerHex, 48)),
  ...shapes(
    "docker-token",
    "https://docs.docker.com/security/access-tokens/",
    ["dckr_pat_"],
    run(base64url, 20),
  ),
  ...shapes(
    "sendgrid-key",
    "gitleaks sendgrid-api-token",
    ["SG."],
    run(base64url, 16),
    run(base64url, 32),
  ),
  ...shapes(
    "twilio-key",
    "https://www.twilio.com/docs/glossary/what-is-a-sid",
    ["SK"],
    run(lowerHex, 32, 32),
  ),
  ...shapes(
    "digitalocean-token",
    "gitleaks digitalocean-pat",
    ["dop_v1_", "doo_v1_", "dor_v1_"],
    run(lowerHex, 64),
  ),
  ...shapes("databricks-token", "gitleaks databricks-api-token", ["dapi"], run(lowerHex, 32, 32)),
  ...shapes("shopify-token", "gitleaks shopify-access-token", ["shpat_"], run(alphanumeric, 32)),
  ...shapes("linear-key", "gitleaks linear-api-key", ["lin_api_"], run(alphanumeric, 40)),
  ...shapes(
    "grafana-token",
    "gitleaks grafana-service-account-token",
    ["glsa_"],
    run(base64url, 40),
  ),
  ...shapes(
    "vault-token",
    "https://developer.hashicorp.com/vault/docs/concepts/tokens",
    ["hvs.", "hvb."],
    run(base64url, 24),
  ),
  ...shapes(
    "telegram-bot-token",
    "https://core.telegram.org/bots/api#authorizing-your-bot",
    [":AA"],
    run(base64url, 33),
  ).map((shape) => ({ ...shape, digitsBefore: { min: 8, max: 10 }, after: "bot" })),
  // A header of one member at least, any payload (none if it is detached), a real signature.
  ...shapes(
    "jwt",
    "https://www.rfc-editor.org/rfc/rfc7519",
    ["eyJ"],
    run(base64url, 10),
    run(base64url, 0),
    run(base64url, 16),
  ),
  ...shapes("age-secret-key", "https://c2sp.org/age", ["AGE-SECRET-KEY-"], run(base64url, 50)),
];

function shapes(
  kind: string,
  source: string,
  prefixes: readonly string[],
  ...parts: readonly TokenPart[]
): readonly TokenShape[] {
  return prefixes.map((prefix) => ({ kind, source, prefix, parts }));
}

function addresses(
  kind: string,
  source: string,
  prefixes: readonly string[],
): readonly TokenShape[] {
  return prefixes.map((prefix) => ({
    kind,
    source,
    prefix,
    parts: [run(path, 20)],
    keepsPrefix: true,
  }));
}

function run(characters: number, min: number, max?: number): TokenPart {
  return max === undefined ? { characters, min } : { characters, min, max };
}
