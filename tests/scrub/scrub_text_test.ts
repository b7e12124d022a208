import assert from "node:assert/strict";
import { scrubText } from "./scrubbing.ts";
import { INNOCENTS } from "./innocents.ts";
import { pem, SAMPLE_TOKENS } from "./sample_tokens.ts";

const SURROUNDINGS: readonly (readonly [before: string, after: string])[] = [
  ["", ""],
  ["The token is ", " and it leaked."],
  ["TOKEN=", "\nNEXT=1"],
  ["'", "'"],
  ['{"token":"', '","id":7}'],
  ["line one\\n", "\\nline three"],
  ["first\\u000a", "\\u000a"],
  ["https://example.com/?token=", "&x=1"],
  ["https://example.com/?q=a%3D", "%26"],
  ["\u001b[1;31m", "\u001b[0m"],
  ["\\u001b[31m", "\\u001b[0m"],
  ["日本語", "。"],
  ["(", ")."],
  ["a, ", ", b"],
];

Deno.test("a token of every kind is replaced wherever it stands, and nothing around it", () => {
  for (const [kind, token] of SAMPLE_TOKENS) {
    for (const [before, after] of SURROUNDINGS) {
      assert.equal(
        scrubText(before + token + after),
        `${before}[REDACTED:${kind}]${after}`,
        `${kind} ${JSON.stringify(token)} in ${JSON.stringify(before)}`,
      );
    }
  }
});

Deno.test("tokens that follow each other are all replaced", () => {
  const text = SAMPLE_TOKENS.map(([, token]) => token).join(" ");
  const expected = SAMPLE_TOKENS.map(([kind]) => `[REDACTED:${kind}]`).join(" ");
  assert.equal(scrubText(text), expected);
});

Deno.test("a token directly after another one is found", () => {
  const aws = `AKIA${"IOSFODNN7EXAMPLE"}`;
  const github = `ghp_${"a1B2".repeat(9)}`;
  assert.equal(
    scrubText(aws + github),
    "[REDACTED:aws-access-key-id][REDACTED:github-token]",
  );
});

Deno.test("hashes, ids, paths, code and public keys stay as they are", () => {
  for (const innocent of INNOCENTS) {
    assert.equal(scrubText(innocent), innocent);
    assert.equal(scrubText(`see ${innocent}, then go on\n`), `see ${innocent}, then go on\n`);
  }
});

Deno.test("long base64 data with beginnings of tokens inside stays as it is", () => {
  const data = `iVBORw0KGgo${"AAIzaSyAghpQ5xoxbnSk".repeat(200)}ghpAKIAIOSFODNN7EXAMPLE9eyJhbGciOi`;
  assert.equal(scrubText(data), data);
});

Deno.test("a token that is cut off too early is no token", () => {
  assert.equal(scrubText(`ghp_${"a1B2".repeat(8)}`), `ghp_${"a1B2".repeat(8)}`);
  assert.equal(scrubText("AKIA234567ABCDE"), "AKIA234567ABCDE");
});

Deno.test("the address of a webhook keeps its host", () => {
  const secret = `T00000000/B00000000/${"x".repeat(24)}`;
  assert.equal(
    scrubText(`curl https://hooks.slack.com/services/${secret} -d x`),
    "curl https://hooks.slack.com/services/[REDACTED:slack-webhook] -d x",
  );
  assert.equal(
    scrubText(`https://discord.com/api/webhooks/123456789012345678/${"aB-_".repeat(17)}`),
    "https://discord.com/api/webhooks/[REDACTED:discord-webhook]",
  );
});

Deno.test("the token in the address of a Telegram method is found", () => {
  assert.equal(
    scrubText(`https://api.telegram.org/bot123456789:AA${"Hk-_9".repeat(7)}/getMe`),
    "https://api.telegram.org/bot[REDACTED:telegram-bot-token]/getMe",
  );
});

Deno.test("a private key without its end is replaced as far as it goes", () => {
  const whole = pem("RSA PRIVATE KEY", "\n");
  const cut = whole.slice(0, whole.indexOf("4Q=="));
  assert.equal(scrubText(`${cut}\nDone in 3 s`), "[REDACTED:private-key]\n\nDone in 3 s");
  assert.equal(scrubText(`x ${cut}4Q`), "x [REDACTED:private-key]");
  const encrypted = cut.replace("-----\n", "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\n");
  assert.equal(scrubText(encrypted), "[REDACTED:private-key]\n");
  const numbered = cut.replaceAll("\n", "\n  12  ");
  assert.equal(scrubText(numbered).includes("MIIE"), false);
});

Deno.test("the most specific kind names a token", () => {
  const tail = "aB1".repeat(30);
  assert.equal(scrubText(`sk-ant-${tail}`), "[REDACTED:anthropic-key]");
  assert.equal(scrubText(`sk-or-v1-${tail}`), "[REDACTED:openrouter-key]");
  assert.equal(scrubText(`sk-proj-${tail}`), "[REDACTED:openai-key]");
});
