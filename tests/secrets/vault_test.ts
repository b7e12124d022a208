import assert from "node:assert/strict";
import { encodeAgeRecipient } from "../../src/seal/age_keys.ts";
import { ITERATIONS } from "../../src/seal/recipient.ts";
import { x25519PublicKey } from "../../src/seal/x25519.ts";
import { removeSecret, setSecret } from "../../src/secrets/change_secret.ts";
import { checkVault } from "../../src/secrets/check_vault.ts";
import { makeVault } from "../../src/secrets/make_vault.ts";
import { openVault, readVaultHeader } from "../../src/secrets/open_vault.ts";
import { listVault, readAllSecrets, readSecret } from "../../src/secrets/read_vault.ts";
import { addRecipients } from "../../src/secrets/rotate_vault.ts";
import { secretFile } from "../../src/secrets/secret_name.ts";
import { VAULT_FILE } from "../../src/secrets/vault_files.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { decodeText, encodeText } from "../../src/stream/bytes.ts";
import { filledVault, KEY, memoryVault, reopened, seededBytes } from "./support/memory_vault.ts";

const WRITING = { now: "2026-11-22T10:00:00Z", random: seededBytes(99) };

Deno.test("a value comes out as it went in: text, several lines, binary, a megabyte", async () => {
  const vault = await filledVault({});
  const values = [
    encodeText("short"),
    encodeText("-----BEGIN KEY-----\nabc\r\n-----END KEY-----\n"),
    Uint8Array.from({ length: 256 }, (_, index) => index),
    new Uint8Array(1_048_576).fill(200),
  ];
  for (const [index, value] of values.entries()) {
    await setSecret(vault, `SECRET_${index}`, value, WRITING);
  }
  const opened = await reopened(vault.files);
  for (const [index, value] of values.entries()) {
    assert.deepEqual(await readSecret(opened, `SECRET_${index}`), value);
  }
});

Deno.test("names are listed without a key, and no value is in any file", async () => {
  const { files } = await filledVault({ "A": "canary-value-1", "team/B": "canary-value-2" });
  const { secrets, unreadable } = listVault(files);
  assert.deepEqual(secrets.map(({ name }) => name), ["A", "team/B"]);
  assert.deepEqual(unreadable, []);
  for (const file of files.names()) assert.doesNotMatch(files.read(file) ?? "", /canary/);
});

Deno.test("a secret is another one in another group", async () => {
  const vault = await filledVault({ "A": "one", "x/A": "two" });
  assert.equal(decodeText(await readSecret(vault, "x/A") ?? encodeText("")), "two");
  assert.equal(await readSecret(vault, "y/A"), null);
});

Deno.test("a file that lies under the name of another secret is refused", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one", B: "two" }, files);
  files.contents.set(secretFile("B"), files.contents.get(secretFile("A")) ?? "");
  await assert.rejects(readSecret(vault, "B"), isFailure("secret.unreadable", /another/));
});

Deno.test("a value with the name of another secret written over its own does not open", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one" }, files);
  const text = files.contents.get(secretFile("A"))?.replace('"name": "A"', '"name": "B"') ?? "";
  files.contents.set(secretFile("B"), text);
  await assert.rejects(readSecret(vault, "B"), isFailure("secret.unreadable", /edited/));
  assert.equal(decodeText(await readSecret(vault, "A") ?? encodeText("")), "one");
});

Deno.test("a file from another vault does not open, and the others still do", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one", B: "two" }, files);
  const other = memoryVault();
  await filledVault({ B: "theirs" }, other, 2);
  files.contents.set(secretFile("B"), other.contents.get(secretFile("B")) ?? "");
  await assert.rejects(readSecret(vault, "B"), isFailure("secret.unreadable", /another vault/));
  assert.deepEqual((await readAllSecrets(vault)).map(({ name }) => name), ["A"]);
  const findings = await checkVault(vault);
  assert.deepEqual(findings.map(({ kind }) => kind), ["sound", "unreadable"]);
});

Deno.test("the repository's vault does not open as the user's", async () => {
  const files = memoryVault("repository");
  await filledVault({ A: "one" }, files);
  const moved = memoryVault("user", files.contents);
  const header = readVaultHeader(moved);
  assert.ok(header);
  await assert.rejects(
    openVault(moved, header, [{ type: "key", key: KEY }]),
    isFailure("vault.damaged", /edited/),
  );
});

Deno.test("a changed byte of a sealed value is found, whichever it is", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one" }, files);
  const text = files.contents.get(secretFile("A")) ?? "";
  const start = text.indexOf('"sealed": "') + '"sealed": "'.length;
  for (let at = start; at < text.lastIndexOf('"'); at++) {
    const letter = text[at] === "A" ? "B" : "A";
    files.contents.set(secretFile("A"), text.slice(0, at) + letter + text.slice(at + 1));
    await assert.rejects(readSecret(vault, "A"), isFailure("secret.unreadable", /./));
  }
});

Deno.test("nobody without the key adds or removes a recipient unseen", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one" }, files);
  const publicKey = await x25519PublicKey(new Uint8Array(32).fill(3));
  const added = await addRecipients(vault, [{ type: "x25519", publicKey }], WRITING.random);
  const text = files.contents.get(VAULT_FILE) ?? "";
  const { recipients, ...rest } = JSON.parse(text);
  assert.equal(recipients.length, 2);
  for (const left of [recipients.slice(0, 1), recipients.toReversed()]) {
    files.contents.set(VAULT_FILE, JSON.stringify({ ...rest, recipients: left }));
    await assert.rejects(reopened(files), isFailure("vault.damaged", /edited/));
  }
  files.contents.set(VAULT_FILE, text);
  assert.deepEqual((await reopened(files)).key, added.key);
});

Deno.test("every kind of recipient opens a vault, and another one of its kind does not", async () => {
  const files = memoryVault();
  const secretKey = new Uint8Array(32).fill(3);
  const publicKey = await x25519PublicKey(secretKey);
  await makeVault(files, [
    { type: "key", key: KEY },
    { type: "x25519", publicKey },
    { type: "passphrase", passphrase: "correct horse", iterations: ITERATIONS.least },
  ], seededBytes(5));
  const header = readVaultHeader(files);
  assert.ok(header);
  assert.equal(header.recipients[1]?.publicKey, encodeAgeRecipient(publicKey));
  const identities = [
    [{ type: "key", key: KEY }, true],
    [{ type: "key", key: new Uint8Array(32) }, false],
    [{ type: "x25519", secretKey }, true],
    [{ type: "x25519", secretKey: new Uint8Array(32).fill(4) }, false],
    [{ type: "passphrase", passphrase: "correct horse" }, true],
    [{ type: "passphrase", passphrase: "battery staple" }, false],
  ] as const;
  for (const [identity, opens] of identities) {
    assert.equal(await openVault(files, header, [identity]) !== null, opens, identity.type);
  }
});

Deno.test("what a newer version wrote is left alone", async () => {
  const files = memoryVault();
  await filledVault({ A: "one" }, files);
  for (const file of [VAULT_FILE, secretFile("A")]) {
    const text = files.contents.get(file) ?? "";
    files.contents.set(file, text.replace('"schema": 1', '"schema": 2'));
  }
  assert.throws(() => readVaultHeader(files), isFailure("vault.newer", /./));
  assert.match(listVault(files).unreadable[0]?.problem ?? "", /newer version/);
});

Deno.test("a file with conflict markers of git says so", async () => {
  const files = memoryVault();
  await filledVault({ A: "one" }, files);
  const text = files.contents.get(secretFile("A")) ?? "";
  files.contents.set(secretFile("A"), `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`);
  assert.match(listVault(files).unreadable[0]?.problem ?? "", /conflict markers/);
});

for (
  const [what, change] of [
    ["nothing", () => ""],
    ["a list", () => "[]"],
    [
      "no recipients",
      (text: string) => text.replace(/"recipients": \[[^]*?\]/, '"recipients": []'),
    ],
    ["a key that is not ours", (text: string) => text.replace("{", '{"extra": 1,')],
    ["a short id", (text: string) => text.replace(/"vault_id": "../, '"vault_id": "')],
    ["a seal that is no text", (text: string) => text.replace(/"seal": ".*"/, '"seal": 5')],
    [
      "a type without its keys",
      (text: string) => text.replace('"type": "key"', '"type": "x25519"'),
    ],
  ] as const
) {
  Deno.test(`a vault.json with ${what} is damaged, and nothing is written over it`, async () => {
    const files = memoryVault();
    await filledVault({ A: "one" }, files);
    const text = change(files.contents.get(VAULT_FILE) ?? "");
    files.contents.set(VAULT_FILE, text);
    assert.throws(() => readVaultHeader(files), isFailure("vault.damaged", /./));
    assert.equal(files.contents.get(VAULT_FILE), text);
  });
}

Deno.test("removing needs no key, and says whether there was something", async () => {
  const files = memoryVault();
  await filledVault({ A: "one", B: "two" }, files);
  assert.equal(removeSecret(files, "A", false), true);
  assert.equal(removeSecret(files, "A", false), false);
  assert.deepEqual(listVault(files).secrets.map(({ name }) => name), ["B"]);
});

Deno.test("set does not report a value that does not come back", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one" }, files);
  const forgetful = { ...vault, files: { ...files, write: () => {} } };
  await assert.rejects(
    setSecret(forgetful, "A", encodeText("two"), WRITING),
    isFailure("secret.unreadable", /came back/),
  );
});

function isFailure(code: string, problem: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof OrchestratorError);
    assert.equal(error.failure.code, code);
    assert.match(JSON.stringify(error.failure.facts), problem);
    return true;
  };
}
