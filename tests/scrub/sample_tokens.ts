/** A secret of each kind, made up here; cut in two so that no scanner takes this file for a leak. */
export const SAMPLE_TOKENS: readonly (readonly [kind: string, token: string])[] = [
  ["github-token", `ghp_${"a1B2".repeat(9)}`],
  ["github-token", `gho_${"Z9y8".repeat(9)}`],
  ["github-token", `ghu_${"q7W6".repeat(9)}`],
  ["github-token", `ghs_${"m5N4".repeat(9)}`],
  ["github-token", `ghr_${"k3L2".repeat(19)}`],
  ["github-token", `github_pat_${"11ABCDEFG0"}_${"x1Y2z3".repeat(9)}`],
  ["gitlab-token", `glpat-${"aB3-_dE6gH".repeat(2)}`],
  ["anthropic-key", `sk-ant-${"api03-"}${"A-b_9".repeat(18)}AA`],
  ["openai-key", `sk-${"T3BlbkFJ".repeat(6)}`],
  ["openai-key", `sk-proj-${"a_B-3".repeat(12)}`],
  ["openai-key", `sk-svcacct-${"Zy-1_".repeat(12)}`],
  ["openrouter-key", `sk-or-v1-${"0123456789abcdef".repeat(4)}`],
  ["xai-key", `xai-${"Ab1".repeat(26)}`],
  ["hugging-face-token", `hf_${"abCD12".repeat(6)}`],
  ["google-api-key", `AIza${"SyA-1_b".repeat(5)}`],
  ["google-oauth-token", `ya29.${"a0-_B".repeat(20)}`],
  ["google-client-secret", `GOCSPX-${"a1-_".repeat(7)}`],
  ["aws-access-key-id", `AKIA${"IOSFODNN7EXAMPLE"}`],
  ["aws-access-key-id", `ASIA${"QWERTYUIOPAS2347"}`],
  ["slack-token", `xoxb-${"123456789012-1234567890123-AbCdEfGhIjKl"}`],
  ["slack-token", `xoxp-${"1234567890-1234567890-abcdef"}`],
  ["stripe-key", `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`],
  ["stripe-key", `rk_test_${"4eC39HqLyjWDarjtT1zdp7dc"}`],
  ["stripe-key", `pk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`],
  ["npm-token", `npm_${"aB3dE6".repeat(6)}`],
  ["pypi-token", `pypi-AgE${"IcHlwaS5vcmcC".repeat(6)}`],
  ["docker-token", `dckr_pat_${"aB-_1".repeat(6)}`],
  ["sendgrid-key", `SG.${"aB-_1cD2eF3gH4iJ5kL6mN"}.${"aB-_1cD2eF3gH4iJ5kL6mN".repeat(2)}`],
  ["twilio-key", `SK${"0123456789abcdef".repeat(2)}`],
  ["digitalocean-token", `dop_v1_${"0123456789abcdef".repeat(4)}`],
  ["telegram-bot-token", `${"123456789"}:AA${"Hk-_9".repeat(7)}`],
  ["jwt", `eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiIxIn0"}.${"dozjgNryP4J3jVmN-_l0".repeat(2)}`],
  ["age-secret-key", `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA".repeat(2)}`],
  ["private-key", pem("PRIVATE KEY", "\n")],
  ["private-key", pem("RSA PRIVATE KEY", "\\n")],
  ["private-key", pem("OPENSSH PRIVATE KEY", " ")],
];

/** A private key block that is not one. */
export function pem(label: string, lineEnd: string): string {
  const line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
  return [`-----BEGIN ${label}-----`, line, line, "4Q==", `-----END ${label}-----`].join(lineEnd);
}
