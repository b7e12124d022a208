import { encodeAgeIdentity } from "../../../src/seal/age_keys.ts";
import { encodeBase64Url } from "../../../src/seal/base64url.ts";
import { ITERATIONS, type SealTarget } from "../../../src/seal/recipient.ts";
import { x25519PublicKey } from "../../../src/seal/x25519.ts";
import { setSecret } from "../../../src/secrets/change_secret.ts";
import { makeVault } from "../../../src/secrets/make_vault.ts";
import { rotateVault } from "../../../src/secrets/rotate_vault.ts";
import { secretFile } from "../../../src/secrets/secret_name.ts";
import { VAULT_FILE } from "../../../src/secrets/vault_files.ts";
import type { VaultScope } from "../../../src/secrets/vault_label.ts";
import { encodeText } from "../../../src/stream/bytes.ts";
import { Crash, KEY, memoryVault, seededBytes } from "./memory_vault.ts";

/** A published vault: its files, what opens it, and what comes out. */
export interface VaultVector {
  readonly about: string;
  readonly scope: VaultScope;
  /** `key` in base64url, `passphrase` as it is, `identity` as age writes it. */
  readonly opens_with: Readonly<Partial<Record<"key" | "passphrase" | "identity", string>>>;
  readonly verdict: "opens" | "locked" | "damaged" | "newer";
  /** By name, in base64url. */
  readonly values: Readonly<Record<string, string>>;
  /** Files whose secrets a reader must refuse. */
  readonly refused: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const PASSPHRASE = "correct horse battery staple";
const SECRET_KEY = new Uint8Array(32).fill(3);
const NOW = "2026-11-22T10:00:00.000000Z";

const VALUES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  TOKEN: encodeText("a short value"),
  "team/PEM": encodeText("-----BEGIN KEY-----\nabc\n-----END KEY-----\n"),
  BINARY: Uint8Array.from({ length: 256 }, (_, index) => index),
};

/** Every vector by its name; the same on every machine and at every time. */
export async function makeVaultVectors(): Promise<ReadonlyMap<string, VaultVector>> {
  const key: SealTarget = { type: "key", key: KEY };
  const x25519: SealTarget = { type: "x25519", publicKey: await x25519PublicKey(SECRET_KEY) };
  const passphrase: SealTarget = {
    type: "passphrase",
    passphrase: PASSPHRASE,
    iterations: ITERATIONS.least,
  };
  const withKey = { key: encodeBase64Url(KEY) };
  const plain = await vaultOf([key]);
  const token = secretFile("TOKEN");
  const sound = {
    scope: "repository",
    opens_with: withKey,
    verdict: "opens",
    refused: [],
  } as const;
  const values = Object.fromEntries(
    Object.entries(VALUES).map(([name, value]) => [name, encodeBase64Url(value)]),
  );
  const { TOKEN: _token, ...others } = values;
  const vaultText = plain[VAULT_FILE] ?? "";
  const tokenText = plain[token] ?? "";
  return new Map<string, VaultVector>([
    ["key", { ...sound, about: "One recipient: a key", values, files: plain }],
    ["identity", {
      ...sound,
      about: "Two recipients, opened with the secret key of age",
      opens_with: { identity: encodeAgeIdentity(SECRET_KEY) },
      values,
      files: await vaultOf([key, x25519]),
    }],
    ["passphrase", {
      ...sound,
      about: "Three recipients, opened with the passphrase",
      opens_with: { passphrase: PASSPHRASE },
      values,
      files: await vaultOf([key, x25519, passphrase]),
    }],
    ["user", {
      ...sound,
      about: "A vault of the user",
      scope: "user",
      values,
      files: await vaultOf([key], "user"),
    }],
    ["half-rotated", {
      ...sound,
      about: "A rotation that was cut off after one value",
      values,
      files: await halfRotated(key),
    }],
    ["wrong-key", {
      ...sound,
      about: "Another key",
      opens_with: { key: encodeBase64Url(new Uint8Array(32)) },
      verdict: "locked",
      values: {},
      files: plain,
    }],
    ["wrong-scope", {
      ...sound,
      about: "The vault of a repository where that of the user should be",
      scope: "user",
      verdict: "damaged",
      values: {},
      files: plain,
    }],
    ["edited-recipients", {
      ...sound,
      about: "A recipient was taken out by hand",
      verdict: "damaged",
      values: {},
      files: withoutLastRecipient(await vaultOf([key, x25519])),
    }],
    ["newer", {
      ...sound,
      about: "A schema of a newer version",
      verdict: "newer",
      values: {},
      files: { ...plain, [VAULT_FILE]: vaultText.replace('"schema": 1', '"schema": 2') },
    }],
    ["moved", {
      ...sound,
      about: "The file of one secret under the name of another",
      values: others,
      refused: [token],
      files: { ...plain, [token]: plain[secretFile("BINARY")] ?? "" },
    }],
    ["renamed", {
      ...sound,
      about: "A secret to which somebody has given another name, in its text and as a file",
      values: others,
      refused: [secretFile("STOLEN")],
      files: {
        ...without(plain, token),
        [secretFile("STOLEN")]: tokenText.replace('"TOKEN"', '"STOLEN"'),
      },
    }],
    ["foreign", {
      ...sound,
      about: "The file of a secret from another vault that the same key opens",
      values: others,
      refused: [token],
      files: { ...plain, [token]: (await vaultOf([key], "repository", 7))[token] ?? "" },
    }],
  ]);
}

type Files = Readonly<Record<string, string>>;

async function vaultOf(
  targets: readonly SealTarget[],
  scope: VaultScope = "repository",
  seed = 1,
): Promise<Files> {
  const files = memoryVault(scope);
  const random = seededBytes(seed);
  const vault = await makeVault(files, targets, random);
  for (const [name, value] of Object.entries(VALUES)) {
    await setSecret(vault, name, value, { now: NOW, random });
  }
  return Object.fromEntries(files.contents);
}

async function halfRotated(target: SealTarget): Promise<Files> {
  const contents = new Map<string, string>();
  const random = seededBytes(1);
  const vault = await makeVault(memoryVault("repository", contents), [target], random);
  for (const [name, value] of Object.entries(VALUES)) {
    await setSecret(vault, name, value, { now: NOW, random });
  }
  const dying = memoryVault("repository", contents, 2);
  try {
    await rotateVault({ ...vault, files: dying }, [target], random);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return Object.fromEntries(contents);
}

function withoutLastRecipient(files: Files): Files {
  const header = JSON.parse(files[VAULT_FILE] ?? "");
  const edited = { ...header, recipients: header.recipients.slice(0, -1) };
  return { ...files, [VAULT_FILE]: `${JSON.stringify(edited, null, 2)}\n` };
}

function without(files: Files, name: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([file]) => file !== name));
}
