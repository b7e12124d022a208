import { isOpensslFile } from "../../seal/openssl_file.ts";
import { passphraseOfFile } from "../../seal/recipients/passphrase.ts";
import type { FlatSecret, FlatSecrets } from "../../secrets/flat_secrets.ts";
import type { SecretValue } from "../../secrets/read_vault.ts";
import { fail } from "../../store/failure.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import { type Bytes, decodeText, encodeText } from "../../stream/bytes.ts";
import type { JsonValue } from "../../workflow/json.ts";
import { absolutePath } from "../absolute_path.ts";
import { flagValue } from "../call.ts";
import { mayAsk } from "../may_ask.ts";
import { askHidden } from "../snapshot/ask_passphrase.ts";
import { repositoryDirectories } from "./other_sources.ts";
import type { Opener } from "./unlock_vault.ts";

/** A file of another tool that secrets are taken from. */
export type ForeignFormat = "secrets-enc" | "sops" | "json" | "env";

/** What is in it. */
export interface ForeignSecrets {
  readonly format: ForeignFormat;
  readonly secrets: readonly SecretValue[];
  /** Keys whose names no secret can have. */
  readonly refused: readonly string[];
}

/** In bytes. */
const LIMIT = 16_777_216;

/**
 * Reads a file of another tool, told by its content: `.secrets.enc` of the predecessor, a file of sops
 * (with keys of age only), a JSON object, or a `.env` file.
 *
 * @throws `file.not_found`, `secret.import_failed`, `usage`
 */
export async function readForeign(opener: Opener, path: string): Promise<ForeignSecrets> {
  const bytes = readUserFile(path, LIMIT, "any");
  if (bytes === null) throw fail("file.not_found", { path });
  if (isOpensslFile(bytes)) return foreign("secrets-enc", await secretsEnc(opener, path, bytes));
  const text = decodeText(bytes);
  if (text === null) throw importFailed(path, "unreadable", "It is no text");
  if (/^sops:/m.test(text)) return foreign("sops", await sops(opener, path, bytes));
  if (/^\s*\{/.test(text)) return foreign("json", await json(path, text));
  const { parseDotenv } = await import("../../secrets/dotenv.ts");
  const content = parseDotenv(text);
  if (content.wrongLines.length > 0) {
    const lines = content.wrongLines.slice(0, 10).join(", ");
    throw importFailed(path, "unreadable", `Not NAME=value: line ${lines}`);
  }
  return foreign("env", content);
}

async function secretsEnc(opener: Opener, path: string, bytes: Bytes): Promise<FlatSecrets> {
  const { openSecretsEnc } = await import("../../secrets/sources/secrets_enc.ts");
  const password = oldPassword(opener);
  if (password === null) throw importFailed(path, "no_password", "");
  const secrets = await openSecretsEnc(bytes, password);
  if (secrets === null) throw importFailed(path, "wrong_password", "");
  return secrets;
}

async function sops(opener: Opener, path: string, bytes: Bytes): Promise<FlatSecrets> {
  const { openSopsFile } = await import("../../secrets/sops_file.ts");
  const env = opener.context.environment();
  const result = await openSopsFile(bytes, { env, refuseBelow: repositoryDirectories(opener) });
  if (result.kind === "unusable") throw importFailed(path, result.why, result.detail);
  return result.secrets;
}

async function json(path: string, text: string): Promise<FlatSecrets> {
  const { flatSecrets } = await import("../../secrets/flat_secrets.ts");
  try {
    return flatSecrets(JSON.parse(text) as JsonValue, () => null);
  } catch {
    throw importFailed(path, "unreadable", "It is no JSON");
  }
}

/** The password of a file of the predecessor: of `--password-file`, of `SECRETS_PASSWORD`, or typed. */
export function oldPassword({ call, context }: Opener): string | null {
  const file = flagValue(call, "password-file");
  if (file !== null) {
    const bytes = readUserFile(absolutePath(context, file), LIMIT, "any");
    if (bytes === null) throw fail("file.not_found", { path: file });
    return passphraseOfFile(bytes);
  }
  const given = context.env("SECRETS_PASSWORD") || null;
  if (given !== null || !mayAsk(call, context)) return given;
  return askHidden(context, "Password of the file: ") || null;
}

function foreign(format: ForeignFormat, { secrets, refused }: FlatSecrets): ForeignSecrets {
  return {
    format,
    secrets: secrets.filter(({ value }) => value !== "").map(withBytes),
    refused,
  };
}

function withBytes({ name, value }: FlatSecret): SecretValue {
  return { name, value: encodeText(value) };
}

function importFailed(path: string, why: string, detail: string): Error {
  return fail("secret.import_failed", { path, why, detail });
}
