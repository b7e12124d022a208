import {
  ALPHANUMERIC,
  BASE32,
  BASE64,
  BASE64URL,
  DIGITS,
  HEX,
  LOWER,
  type Random,
  UPPER,
} from "./random.ts";

/** How the tokens of a provider look by its own account, apart from how we look for them. */
interface Provider {
  readonly kind: string;
  readonly make: (random: Random) => string;
}

/** A token, and a line of text in which it stands. */
export interface SampleToken {
  readonly kind: string;
  readonly token: string;
  readonly line: string;
}

const PROVIDERS: readonly Provider[] = [
  { kind: "github-token", make: (r) => `ghp_${r.text(ALPHANUMERIC, 36)}` },
  { kind: "github-token", make: (r) => `gho_${r.text(ALPHANUMERIC, 36)}` },
  { kind: "github-token", make: (r) => `ghu_${r.text(ALPHANUMERIC, 36)}` },
  { kind: "github-token", make: (r) => `ghs_${r.text(ALPHANUMERIC, 36)}` },
  { kind: "github-token", make: (r) => `ghr_${r.text(ALPHANUMERIC, 76)}` },
  {
    kind: "github-token",
    make: (r) => `github_pat_${r.text(ALPHANUMERIC, 22)}_${r.text(ALPHANUMERIC, 59)}`,
  },
  { kind: "gitlab-token", make: (r) => `glpat-${r.text(BASE64URL, 20)}` },
  { kind: "gitlab-token", make: (r) => `gldt-${r.text(BASE64URL, 20)}` },
  { kind: "gitlab-token", make: (r) => `glrt-${r.text(BASE64URL, 20)}` },
  { kind: "anthropic-key", make: (r) => `sk-ant-api03-${r.text(BASE64URL, 93)}AA` },
  { kind: "anthropic-key", make: (r) => `sk-ant-admin01-${r.text(BASE64URL, 93)}AA` },
  {
    kind: "openai-key",
    make: (r) => `sk-${r.text(ALPHANUMERIC, 20)}T3BlbkFJ${r.text(ALPHANUMERIC, 20)}`,
  },
  {
    kind: "openai-key",
    make: (r) => `sk-proj-${r.text(BASE64URL, 74)}T3BlbkFJ${r.text(BASE64URL, 74)}`,
  },
  {
    kind: "openai-key",
    make: (r) => `sk-svcacct-${r.text(BASE64URL, 74)}T3BlbkFJ${r.text(BASE64URL, 74)}`,
  },
  { kind: "openrouter-key", make: (r) => `sk-or-v1-${r.text(HEX, 64)}` },
  { kind: "xai-key", make: (r) => `xai-${r.text(ALPHANUMERIC, 80)}` },
  { kind: "groq-key", make: (r) => `gsk_${r.text(ALPHANUMERIC, 52)}` },
  { kind: "perplexity-key", make: (r) => `pplx-${r.text(ALPHANUMERIC, 48)}` },
  { kind: "hugging-face-token", make: (r) => `hf_${r.text(LOWER + UPPER, 34)}` },
  { kind: "google-api-key", make: (r) => `AIza${r.text(BASE64URL, 35)}` },
  { kind: "google-oauth-token", make: (r) => `ya29.${r.text(BASE64URL, 120)}` },
  { kind: "google-client-secret", make: (r) => `GOCSPX-${r.text(BASE64URL, 28)}` },
  { kind: "aws-access-key-id", make: (r) => `AKIA${r.text(BASE32, 16)}` },
  { kind: "aws-access-key-id", make: (r) => `ASIA${r.text(BASE32, 16)}` },
  {
    kind: "slack-token",
    make: (r) => `xoxb-${r.text(DIGITS, 12)}-${r.text(DIGITS, 13)}-${r.text(ALPHANUMERIC, 24)}`,
  },
  {
    kind: "slack-token",
    make: (r) =>
      `xoxp-${r.text(DIGITS, 12)}-${r.text(DIGITS, 12)}-${r.text(DIGITS, 13)}-${r.text(HEX, 32)}`,
  },
  {
    kind: "slack-token",
    make: (r) => `xapp-1-A${r.text(DIGITS + UPPER, 10)}-${r.text(DIGITS, 13)}-${r.text(HEX, 64)}`,
  },
  { kind: "stripe-key", make: (r) => `sk_live_${r.text(ALPHANUMERIC, r.pick([24, 99]))}` },
  { kind: "stripe-key", make: (r) => `rk_live_${r.text(ALPHANUMERIC, r.pick([24, 99]))}` },
  { kind: "stripe-key", make: (r) => `sk_test_${r.text(ALPHANUMERIC, r.pick([24, 99]))}` },
  { kind: "stripe-webhook-secret", make: (r) => `whsec_${r.text(ALPHANUMERIC, 32)}` },
  { kind: "npm-token", make: (r) => `npm_${r.text(ALPHANUMERIC, 36)}` },
  { kind: "pypi-token", make: (r) => `pypi-AgEIcHlwaS5vcmc${r.text(BASE64URL, 150)}` },
  { kind: "rubygems-token", make: (r) => `rubygems_${r.text(HEX, 48)}` },
  { kind: "docker-token", make: (r) => `dckr_pat_${r.text(BASE64URL, 27)}` },
  {
    kind: "sendgrid-key",
    make: (r) => `SG.${r.text(BASE64URL, 22)}.${r.text(BASE64URL, 43)}`,
  },
  { kind: "twilio-key", make: (r) => `SK${r.text(HEX, 32)}` },
  { kind: "digitalocean-token", make: (r) => `dop_v1_${r.text(HEX, 64)}` },
  { kind: "databricks-token", make: (r) => `dapi${r.text(HEX, 32)}` },
  { kind: "shopify-token", make: (r) => `shpat_${r.text(HEX, 32)}` },
  { kind: "linear-key", make: (r) => `lin_api_${r.text(ALPHANUMERIC, 40)}` },
  { kind: "grafana-token", make: (r) => `glsa_${r.text(ALPHANUMERIC, 32)}_${r.text(HEX, 8)}` },
  { kind: "vault-token", make: (r) => `hvs.${r.text(BASE64URL, 90)}` },
  {
    kind: "telegram-bot-token",
    make: (r) => `${r.between(1, 9)}${r.text(DIGITS, 8)}:AA${r.text(BASE64URL, 33)}`,
  },
  {
    kind: "jwt",
    make: (r) =>
      `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ${r.text(BASE64URL, r.between(20, 200))}.${
        r.text(BASE64URL, 43)
      }`,
  },
  {
    kind: "age-secret-key",
    make: (r) => `AGE-SECRET-KEY-1${r.text("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`,
  },
];

/** What stands around a token where one leaks: assignments, documents, command lines, logs. */
const PLACES: readonly (readonly [before: string, after: string])[] = [
  ["", ""],
  ["TOKEN=", ""],
  ["export API_KEY='", "'"],
  ["  api_key: ", ""],
  ['{"details":{"notes":"used ', ' for it"},"seq":7}'],
  ['{"stdout":"line one\\n', '\\nline three\\n"}'],
  ["curl -H 'X-Api-Key: ", "' https://api.example.com/v1/things"],
  ["2026-11-23T10:00:00.123456Z ERROR request failed: key ", " was refused"],
  ["https://api.example.com/?key=", "&page=2"],
  ['const client = new Client("', '");'],
  ["\u001b[31m", "\u001b[0m"],
];

/** Secrets that only what is around them gives away. */
const IN_CONTEXT: readonly Provider[] = [
  { kind: "aws-secret-key", make: (r) => r.text(BASE64, 40) },
  { kind: "authorization", make: (r) => r.text(ALPHANUMERIC, 24) },
  { kind: "url-password", make: (r) => r.text(ALPHANUMERIC, 16) },
];

const CONTEXTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "aws-secret-key": [["aws_secret_access_key = ", ""], ['"SecretAccessKey": "', '",']],
  "authorization": [["Authorization: Basic ", ""], ['"authorization":"Bearer ', '"']],
  "url-password": [["postgres://app:", "@db.internal:5432/app"], ["https://u:", "@example.com/"]],
};

/** So many tokens of every provider in turn, each in a line of its own. */
export function sampleTokens(random: Random, count: number): readonly SampleToken[] {
  const providers = [...PROVIDERS, ...IN_CONTEXT];
  return Array.from({ length: count }, (_, index) => {
    const { kind, make } = providers[index % providers.length] ?? random.pick(providers);
    const token = make(random);
    const [before, after] = random.pick(CONTEXTS[kind] ?? PLACES);
    return { kind, token, line: `${before}${token}${after}` };
  });
}
