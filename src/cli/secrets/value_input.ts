import { LARGEST_VALUE } from "../../secrets/vault_files.ts";
import { fail } from "../../store/failure.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import { type Bytes, decodeText, encodeText } from "../../stream/bytes.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import { mayAsk } from "../may_ask.ts";
import { askHidden } from "../snapshot/ask_passphrase.ts";

/**
 * The value for a secret: of a file, a descriptor or stdin, or typed without being shown. One line end
 * after a text of one line is no part of it.
 *
 * @throws `secret.no_value`, `secret.too_large`, `file.not_found`, `usage`
 */
export function readValue(call: Call, context: Context, name: string): Bytes {
  const value = withoutLineEnd(rawValue(call, context, name));
  if (value.length === 0) throw fail("secret.no_value", { name });
  if (value.length > LARGEST_VALUE) throw tooLarge(name);
  return value;
}

function rawValue(call: Call, context: Context, name: string): Bytes {
  const file = flagValue(call, "from-file");
  const descriptor = flagValue(call, "from-fd");
  const command = call.entry.path;
  if (file !== null && descriptor !== null) {
    throw fail("usage", { problem: "--from-file and --from-fd exclude each other", command });
  }
  if (descriptor !== null && !/^[0-9]{1,4}$/.test(descriptor)) {
    const problem = `--from-fd takes the number of a descriptor, not "${descriptor}"`;
    throw fail("usage", { problem, command });
  }
  const path = descriptor === null ? file : `/dev/fd/${descriptor}`;
  if (path !== null && path !== "-") {
    const bytes = readUserFile(absolutePath(context, path), LARGEST_VALUE, "any");
    if (bytes === null) throw fail("file.not_found", { path });
    return bytes;
  }
  if (!context.stdinIsTerminal()) {
    const bytes = context.readStdin(LARGEST_VALUE);
    if (bytes === null) throw tooLarge(name);
    return new Uint8Array(bytes);
  }
  if (!mayAsk(call, context)) {
    const problem = "there is no value: name a file with --from-file, or write it to stdin";
    throw fail("usage", { problem, command });
  }
  return encodeText(askHidden(context, `Value of ${name}: `));
}

/** What `echo` and editors put behind a text of one line; in a longer one it may be needed. */
function withoutLineEnd(bytes: Bytes): Bytes {
  const text = decodeText(bytes);
  const line = text?.replace(/\r?\n$/, "") ?? null;
  const isOneLine = line !== null && !/[\r\n\0]/.test(line);
  return isOneLine ? encodeText(line) : bytes;
}

function tooLarge(name: string): Error {
  return fail("secret.too_large", { name, limit: LARGEST_VALUE });
}
