import assert from "node:assert/strict";
import { scrubText } from "./scrubbing.ts";

const KEY_40 = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/** Text before and after scrubbing. */
const CASES: readonly (readonly [string, string])[] = [
  ["postgres://app:s3cret@db:5432/x", "postgres://app:[REDACTED:url-password]@db:5432/x"],
  ["redis://:s3cret@cache/0", "redis://:[REDACTED:url-password]@cache/0"],
  ["https://me:p@ss@host/a@b", "https://me:[REDACTED:url-password]@host/a@b"],
  ["mongodb+srv://u:p%40w@h1,h2/db", "mongodb+srv://u:[REDACTED:url-password]@h1,h2/db"],
  ["amqp://u:$ecret@mq", "amqp://u:[REDACTED:url-password]@mq"],
  [
    `https://x-access-token:ghp_${"a1B2".repeat(9)}@github.com/o/r`,
    "https://x-access-token:[REDACTED:github-token]@github.com/o/r",
  ],
  [`https://ghp_${"a1B2".repeat(9)}@github.com/o`, "https://[REDACTED:github-token]@github.com/o"],
  ["Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic [REDACTED:authorization]"],
  ["authorization: bearer abc.def-123\r\n", "authorization: bearer [REDACTED:authorization]\r\n"],
  [
    '{"Authorization": "Bearer 0123abcd", "a": 1}',
    '{"Authorization": "Bearer [REDACTED:authorization]", "a": 1}',
  ],
  [
    '{\\"authorization\\":\\"Token 0123abcd\\"}',
    '{\\"authorization\\":\\"Token [REDACTED:authorization]\\"}',
  ],
  [
    "curl -H 'Authorization: Bearer x1y2' u",
    "curl -H 'Authorization: Bearer [REDACTED:authorization]' u",
  ],
  ["use Bearer abcdefghijklmnopqrs1 now", "use Bearer [REDACTED:bearer-token] now"],
  [`aws_secret_access_key = ${KEY_40}`, "aws_secret_access_key = [REDACTED:aws-secret-key]"],
  [
    `export AWS_SECRET_ACCESS_KEY="${KEY_40}"`,
    'export AWS_SECRET_ACCESS_KEY="[REDACTED:aws-secret-key]"',
  ],
  [`"SecretAccessKey": "${KEY_40}",`, '"SecretAccessKey": "[REDACTED:aws-secret-key]",'],
  [
    `aws configure set aws_secret_access_key ${KEY_40}`,
    "aws configure set aws_secret_access_key [REDACTED:aws-secret-key]",
  ],
  [
    `<SecretAccessKey>${KEY_40}</SecretAccessKey>`,
    "<SecretAccessKey>[REDACTED:aws-secret-key]</SecretAccessKey>",
  ],
  [
    `AWS_SESSION_TOKEN=${"FwoGZXIv/+aa".repeat(12)}==`,
    "AWS_SESSION_TOKEN=[REDACTED:aws-session-token]",
  ],
  [
    `AccountName=a;AccountKey=${"Eby8vdM0".repeat(10)}Eb==;EndpointSuffix=x`,
    "AccountName=a;AccountKey=[REDACTED:azure-account-key];EndpointSuffix=x",
  ],
];

Deno.test("a secret without a shape of its own is known by the words around it", () => {
  for (const [before, after] of CASES) {
    assert.equal(scrubText(before), after);
    assert.equal(scrubText(`a ${before}\nb`), `a ${after}\nb`);
  }
});

Deno.test("a password that is still to be filled in stays", () => {
  for (const password of ["$NAME", "${name}", "{{name}}", "%NAME%", "***"]) {
    const url = `https://user:${password}@host/path`;
    assert.equal(scrubText(url), url);
  }
});

Deno.test("a commit id after a name that takes longer values stays", () => {
  const text = "sessiontoken: 3f786850e387550fdab836ed7e6dc881de23001b";
  assert.equal(scrubText(text), text);
});
