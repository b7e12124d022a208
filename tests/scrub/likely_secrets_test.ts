import assert from "node:assert/strict";
import { findLikelySecrets } from "../../src/scrub/find_likely_secrets.ts";
import { countLikely } from "./corpus/count_found.ts";
import {
  ALPHANUMERIC,
  BASE64,
  BASE64URL,
  DIGITS,
  HEX,
  LOWER,
  Random,
  UPPER,
} from "./corpus/random.ts";
import { INNOCENTS } from "./innocents.ts";
import { millisecondsOf } from "./milliseconds_of.ts";
import { scrubText } from "./scrubbing.ts";

const LINES = 60_000;

function valuesIn(text: string): readonly string[] {
  return findLikelySecrets(text).map(({ start, end }) => text.slice(start, end));
}

const VALUE = "Zx81kQ4mPw7LrT2vBn9c";

for (
  const [text, name] of [
    [`password=${VALUE}`, "password"],
    [`DB_PASSWORD: "${VALUE}"`, "PASSWORD"],
    [`the token is ${VALUE}, as agreed`, "token"],
    [`{"api_key":"${VALUE}","n":1}`, "api_key"],
    [`{\\"apiKey\\": \\"${VALUE}\\"}`, "apiKey"],
    [`X-Api-Key: ${VALUE}`, "Api-Key"],
    [`SECRET_KEY_BASE='${VALUE}'`, "SECRET_KEY_BASE"],
    [`login --user me --password ${VALUE} --all`, "password"],
    [`const secret = "${VALUE}";`, "secret"],
    [`?a=1&access_token=${VALUE}`, "token"],
    [`credentials => ${VALUE}`, "credentials"],
  ] as const
) {
  Deno.test(`a value that looks drawn is found behind its name: ${text}`, () => {
    assert.deepEqual(valuesIn(text), [VALUE]);
    assert.equal(findLikelySecrets(text)[0]?.name, name);
  });
}

Deno.test("most of what is drawn at random is found, whatever it is drawn from", () => {
  const random = new Random(11);
  for (
    const [characters, length, least] of [
      [ALPHANUMERIC, 16, 0.85],
      [ALPHANUMERIC, 24, 0.9],
      [ALPHANUMERIC, 40, 0.95],
      [BASE64, 40, 0.85],
      [BASE64URL, 43, 0.85],
      [LOWER + DIGITS, 32, 0.85],
      [`${ALPHANUMERIC}!@#$%^&*`, 20, 0.75],
    ] as const
  ) {
    const values = Array.from({ length: 500 }, () => random.text(characters, length));
    const found = values.filter((value) => valuesIn(`password: ${value}`).length > 0);
    assert.ok(found.length >= least * values.length, `${characters}: ${found.length}`);
  }
});

Deno.test("hashes, ids, paths, URLs and names are none, even behind a name that says secret", () => {
  const random = new Random(12);
  const hex = (length: number) => random.text(HEX, length);
  const innocent = [
    ...[7, 32, 40, 56, 64, 96, 128].flatMap((length) => [hex(length), hex(length).toUpperCase()]),
    `0x${hex(40)}`,
    `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    `0${random.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 25)}`,
    `sha256-${random.text(BASE64, 43)}=`,
    `sha512:${random.text(BASE64, 86)}==`,
    "261122-x7k2qf",
    "/home/user/.config/orchestrator/vault2Key9Path/a1B2c3D4e5F6g7H8i9",
    "./a1B2c3D4e5F6g7H8i9J0",
    "https://example.com/a1B2c3D4e5F6g7H8i9J0",
    "C:\\Users\\a1B2c3D4e5F6g7H8i9J0",
    "$SECRET_TOKEN_4Ab9Cd2Ef7Gh",
    "${TOKEN_4Ab9Cd2Ef7Gh}",
    "<a1B2c3D4e5F6g7H8i9J0>",
    "readSecretFromEnvironment2",
    "SecretsManagerClientV2Configuration",
    "build-2026-11-26-linux-x86_64-rc1",
    "src/cli/commands/secrets_get.ts:14",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaa1A",
    "aA1aA1aA1aA1aA1aA1aA1aA1",
    "2026-11-26T10:00:00.123456Z",
    "1234567890123456789012345",
    "[REDACTED:github-token]",
  ];
  for (const value of innocent) {
    for (const line of [`token: ${value}`, `password="${value}"`, `the secret is ${value}`]) {
      assert.deepEqual(valuesIn(line), [], line);
    }
  }
  for (
    const line of [
      `token_sha256: ${random.text(BASE64, 43)}=`,
      `checksum of the secret: ${random.text(BASE64, 43)}=`,
      `public token: ${VALUE}`,
      `secret_id: ${VALUE}`,
      `tokenId=${VALUE}`,
      `passwordHash: ${VALUE}`,
      `cursor=${VALUE}`,
      `the tokens ${VALUE}`,
      ...INNOCENTS,
    ]
  ) assert.deepEqual(valuesIn(line), [], line);
});

Deno.test("of many lines of code, hashes, ids and logs fewer than 0.1 % may be secrets", () => {
  const found = countLikely(new Random(13), LINES);
  assert.ok(found < LINES / 1000, `${found} lines`);
});

Deno.test("what has been taken out is not pointed at again", () => {
  const token = `ghp_${new Random(14).text(ALPHANUMERIC, 36)}`;
  assert.deepEqual(valuesIn(scrubText(`token: ${token}`)), []);
});

Deno.test("text made to be slow is looked through within two seconds", () => {
  const units = [
    "token",
    "token=",
    "token: ",
    "secret is ",
    "--password ",
    "-token",
    'token\\"\\"',
    "api key",
    "api_",
    `token=${VALUE}`,
    `token=${UPPER}${LOWER}`,
    "password aaaaaaaaaaaaaaaa:",
    "token =",
    "a1B2",
  ];
  for (const unit of units) {
    for (const text of [unit.repeat(300_000 / unit.length), `${unit}${"a1B".repeat(100_000)}`]) {
      const milliseconds = millisecondsOf(() => findLikelySecrets(text));
      assert.ok(milliseconds < 2000, `${JSON.stringify(unit)} took ${milliseconds} ms`);
    }
  }
});
