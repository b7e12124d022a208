import assert from "node:assert/strict";
import { openOpensslFile, sealOpensslFile } from "../../src/seal/openssl_file.ts";
import { dotenvLine, parseDotenv } from "../../src/secrets/dotenv.ts";
import { flatSecrets } from "../../src/secrets/flat_secrets.ts";
import { secretsEncText } from "../../src/secrets/secrets_enc_text.ts";
import { openSecretsEnc } from "../../src/secrets/sources/secrets_enc.ts";
import { isAgeOnly, isSopsFile } from "../../src/secrets/sops_file.ts";
import { secretFile } from "../../src/secrets/secret_name.ts";
import { problemOfName, variableOf } from "../../src/workflow/secret_name.ts";
import { encodeText } from "../../src/stream/bytes.ts";
import { seededBytes } from "./support/memory_vault.ts";

const HARD_VALUES = [
  "plain",
  "with 'single' quotes",
  'with "double" quotes and \\ backslash',
  "several\nlines\n",
  "  blanks around  ",
  "#no comment",
  "a # comment",
  "$HOME `id` ${X}",
  "tab\tand ünïcödé 🔑",
  "yes",
  "1.0",
  "null",
  "- a: [b]",
  "\u007f\u0085\u2028\ufeff",
];

Deno.test("a name is that of a variable, perhaps in groups", () => {
  for (const name of ["A", "_a1", "team/A", "a.b/c-d/NAME"]) {
    assert.equal(problemOfName(name), null, name);
  }
  const wrong = [
    "",
    "1A",
    "A-B",
    "A B",
    "A=B",
    "a/",
    "/A",
    "../A",
    "a/../B",
    "x\0",
    "A".repeat(201),
  ];
  for (const name of wrong) assert.equal(problemOfName(name), "shape", name);
  for (const name of ["PATH", "LD_PRELOAD", "x/NODE_OPTIONS", "ORCHESTRATOR_PASSPHRASE", "path"]) {
    assert.equal(problemOfName(name), "powerful", name);
  }
  assert.equal(variableOf("team/inner/NAME"), "NAME");
  assert.match(secretFile("team/NAME"), /^[0-9a-f]{32}\.json$/);
});

Deno.test("what is written as .env is read back, value by value and together", () => {
  const text = HARD_VALUES.map((value, index) => dotenvLine(`V${index}`, value)).join("");
  const { secrets, refused, wrongLines } = parseDotenv(text);
  assert.deepEqual(secrets.map(({ value }) => value), HARD_VALUES);
  assert.deepEqual([refused, wrongLines], [[], []]);
});

Deno.test("a .env file of others is read as shells and its usual readers do", () => {
  const { secrets, refused, wrongLines } = parseDotenv(
    [
      "# comment",
      "",
      "A=plain value # comment",
      "export B='as # it is'",
      'C="two\\nlines \\"quoted\\""',
      "D=",
      "E = spaced",
      'F="open over',
      'two lines"',
      "G=C:\\path\\x",
      "PATH=/evil",
      "not an assignment",
      "A=later",
      "Z=last",
    ].join("\r\n").replaceAll("\r\n", "\n"),
  );
  assert.deepEqual(Object.fromEntries(secrets.map(({ name, value }) => [name, value])), {
    A: "later",
    B: "as # it is",
    C: 'two\nlines "quoted"',
    D: "",
    E: "spaced",
    F: "open over\ntwo lines",
    G: "C:pathx",
    Z: "last",
  });
  assert.deepEqual([refused, wrongLines], [["PATH"], [12]]);
});

Deno.test("a quote that is never closed is an error of its line", () => {
  assert.deepEqual(parseDotenv("A=1\nB='open\nC=3\n").wrongLines, [2]);
});

Deno.test("what is written for the predecessor is read back as it was", async () => {
  const values = HARD_VALUES.map((value, index) => [`V${index}`, value] as const);
  const sealed = await sealOpensslFile(
    encodeText(secretsEncText(values)),
    "passw0rd123",
    seededBytes(1),
  );
  const opened = await openSecretsEnc(sealed, "passw0rd123");
  const byName = values.toSorted(([a], [b]) => a < b ? -1 : 1);
  assert.deepEqual(opened?.secrets.map(({ name, value }) => [name, value]), byName);
  assert.equal(await openSecretsEnc(sealed, "another password"), null);
});

Deno.test("the published example of the predecessor's format opens", async () => {
  const hex = "53616c7465645f5f5aae0d05a798f5a2f515888d4ae27911f9173bc63111e9fc" +
    "3a1f7f446dc8841ab4c06699de2cd1ba875b12f934e5f45667a4ad28a9039076";
  const opened = await openSecretsEnc(Uint8Array.fromHex(hex), "passw0rd123");
  assert.deepEqual(opened?.secrets, [
    { name: "NUM", value: "123" },
    { name: "OPENROUTER_API_KEY", value: "sk-demo" },
    { name: "T", value: "true" },
  ]);
});

Deno.test("a wrong password that decrypts to garbage is still a wrong one", async () => {
  const sealed = await sealOpensslFile(encodeText("A: one\n"), "passw0rd123", seededBytes(1));
  // One password of about 256 leaves a padding that looks right.
  let garbage = 0;
  for (let index = 0; index < 600; index++) {
    if (await openOpensslFile(sealed, `wrong ${index}`) !== null) garbage++;
    assert.equal(await openSecretsEnc(sealed, `wrong ${index}`), null, `wrong ${index}`);
  }
  assert.ok(garbage > 0, "no password gave garbage, so that nothing was tried");
});

Deno.test("secrets in nested files get the names of variables, the outer ones first", () => {
  const value = {
    "openai-api key": "outer",
    grok_api_key: "x",
    nested: { OPENAI_API_KEY: "inner", deep: { TOKEN: 5, PATH: "no" } },
    list: ["a"],
    nothing: null,
    flag: true,
  };
  const { secrets, refused } = flatSecrets(value, () => null);
  assert.deepEqual(Object.fromEntries(secrets.map(({ name, value: text }) => [name, text])), {
    OPENAI_API_KEY: "outer",
    XAI_API_KEY: "x",
    FLAG: "True",
    TOKEN: "5",
  });
  assert.deepEqual(refused, ["nested.deep.PATH"]);
});

Deno.test("a file of sops is taken only if all its keys are of age", () => {
  const age = [{ recipient: "age1x", enc: "..." }];
  const of = (sops: Record<string, unknown>): Parameters<typeof isAgeOnly>[0] =>
    ({ A: "ENC[...]", sops }) as Parameters<typeof isAgeOnly>[0];
  assert.equal(isSopsFile(of({ age })), true);
  assert.equal(isSopsFile({ A: "b" }), false);
  for (
    const sops of [
      { age, kms: [], pgp: null, lastmodified: "x", mac: "y", version: "3.9.4" },
      { key_groups: [{ age }, { age, pgp: [] }], shamir_threshold: 2 },
    ]
  ) assert.equal(isAgeOnly(of(sops)), true, JSON.stringify(sops));
  for (
    const sops of [
      { age, kms: [{ arn: "arn:aws:kms:…" }] },
      { age, hc_vault: [{ vault_address: "https://evil.example" }] },
      { age, pgp: [{ fp: "x" }] },
      { key_groups: [{ age }, { azure_kv: [{ vault_url: "https://evil.example" }] }] },
      { key_groups: "age" },
      { age, something_new: [] },
    ]
  ) assert.equal(isAgeOnly(of(sops)), false, JSON.stringify(sops));
});
