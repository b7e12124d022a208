import { decodeAgeIdentities } from "../../seal/age_keys.ts";
import type { Identity } from "../../seal/recipient.ts";
import { keyOfFile } from "../../seal/recipients/key.ts";
import { passphraseOfFile } from "../../seal/recipients/passphrase.ts";
import { fail } from "../../store/failure.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import type { Bytes } from "../../stream/bytes.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";

/** More than any file with keys has. */
const LIMIT = 1_048_576;

/** What has been read for a call: a descriptor gives it once only. */
const READ = new WeakMap<Call, string | null>();

/** The passphrase that flags name: in a file, or on a descriptor. Null without such a flag. */
export function passphraseOfFlags(call: Call, context: Context): string | null {
  const known = READ.get(call);
  if (known !== undefined) return known;
  const passphrase = readPassphrase(call, context);
  READ.set(call, passphrase);
  return passphrase;
}

function readPassphrase(call: Call, context: Context): string | null {
  const file = flagValue(call, "passphrase-file");
  const descriptor = flagValue(call, "passphrase-fd");
  if (descriptor !== null && (file !== null || !/^[0-9]{1,4}$/.test(descriptor))) {
    const problem = file === null
      ? `--passphrase-fd takes the number of a descriptor, not "${descriptor}"`
      : "--passphrase-file and --passphrase-fd exclude each other";
    throw fail("usage", { problem, command: call.entry.path });
  }
  const path = file ?? (descriptor === null ? null : `/dev/fd/${descriptor}`);
  if (path === null) return null;
  const passphrase = passphraseOfFile(readKeyFile(context, path));
  if (passphrase === null) {
    throw fail("key.unreadable", { path, expected: "passphrase", line: null });
  }
  return passphrase;
}

/** The key that `--key-file` names; null without the flag. */
export function keyOfFlags(call: Call, context: Context): Bytes | null {
  const path = flagValue(call, "key-file");
  return path === null ? null : keyAt(context, path);
}

/** The key in a key file. */
export function keyAt(context: Context, path: string): Bytes {
  const key = keyOfFile(readKeyFile(context, path));
  if (key === null) throw fail("key.unreadable", { path, expected: "key", line: null });
  return key;
}

/** The secret keys in an identity file. */
export function readIdentities(context: Context, path: string): readonly Identity[] {
  const text = new TextDecoder().decode(readKeyFile(context, path));
  const { secretKeys, wrongLine } = decodeAgeIdentities(text);
  if (wrongLine !== null || secretKeys.length === 0) {
    throw fail("key.unreadable", { path, expected: "identity", line: wrongLine });
  }
  return secretKeys.map((secretKey) => ({ type: "x25519", secretKey }));
}

function readKeyFile(context: Context, path: string): Bytes {
  const bytes = readUserFile(absolutePath(context, path), LIMIT, "any");
  if (bytes === null) throw fail("file.not_found", { path });
  return bytes;
}
