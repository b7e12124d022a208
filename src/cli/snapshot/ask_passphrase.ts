import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";

/**
 * Asks for a passphrase on the terminal.
 *
 * @param confirm Ask twice: nobody sees what is typed, and what is sealed with it must open again.
 * @throws `passphrase.mismatch`, `interrupted`, `key.missing` when nothing is typed
 */
export function askPassphrase(call: Call, context: Context, confirm: boolean): string {
  const command = call.entry.path;
  const passphrase = askHidden(context, "Passphrase: ");
  if (passphrase === "") {
    throw fail("key.missing", { purpose: confirm ? "seal" : "open", command });
  }
  if (confirm && askHidden(context, "The same again: ") !== passphrase) {
    throw fail("passphrase.mismatch", { command });
  }
  return passphrase;
}

/** Asks for one line that is not shown; empty at the end of input. @throws `interrupted` */
export function askHidden(context: Context, question: string): string {
  const line = context.readHidden(question);
  context.err("\n");
  if (line.kind === "interrupted") throw fail("interrupted", { signal: "SIGINT" });
  return line.kind === "line" ? line.text : "";
}
