import { userDirectories } from "../../repo/user_directories.ts";
import { encodeAgeIdentity, encodeAgeRecipient } from "../../seal/age_keys.ts";
import { x25519PublicKey } from "../../seal/x25519.ts";
import { fail } from "../../store/failure.ts";
import { beginNewFile } from "../../store/new_file.ts";
import { makePrivateDirectory } from "../../store/private_directory.ts";
import { encodeText } from "../../stream/bytes.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { quoteWord } from "../line/quote_word.ts";
import { outputPath } from "../snapshot/output_file.ts";

/** `snapshot keygen [FILE]`: makes a key pair; the secret key goes to the file. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [file = defaultFile(call, context)] = call.args;
  const path = outputPath(call, context, file);
  const secretKey = crypto.getRandomValues(new Uint8Array(32));
  const recipient = encodeAgeRecipient(await x25519PublicKey(secretKey));
  const text = [
    `# created: ${context.now().toISOString().replace(/\.\d+Z$/, "Z")}`,
    `# public key: ${recipient}`,
    encodeAgeIdentity(secretKey),
    "",
  ].join("\n");
  if (path === null) {
    context.out(text);
    return { json: { path, recipient }, text: `Public key: ${recipient}\n`, stdoutTaken: true };
  }
  writeSecret(path, text);
  return {
    json: { path, recipient },
    text: [
      recipient,
      `✓ The secret key is in ${
        escapeLine(path)
      }: keep it, nothing else opens what is sealed for it`,
      `  Export for it: orchestrator snapshot export --to ${recipient}`,
      `  Import with it: orchestrator snapshot import FILE --identity ${quoteWord(path)}`,
      "",
    ].join("\n"),
  };
}

function writeSecret(path: string, text: string): void {
  const file = beginNewFile(path, 0o600);
  try {
    file.write(encodeText(text));
    file.publish();
  } finally {
    file[Symbol.dispose]();
  }
}

/** A file of the user's configuration, whose directory is made if it is missing. */
function defaultFile(call: Call, context: Context): string {
  const { config } = userDirectories(context.environment());
  if (config === null) {
    const problem = "FILE is missing, and there is no directory for the user's configuration";
    throw fail("usage", { problem, command: call.entry.path });
  }
  makePrivateDirectory(config);
  return `${config}/identity.txt`;
}
