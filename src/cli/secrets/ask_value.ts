import { type Bytes, encodeText } from "../../stream/bytes.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { askHidden } from "../snapshot/ask_passphrase.ts";

/** Asks for a secret that is used once and kept nowhere; empty when nothing is typed. Ask `mayAsk` first. */
export function askValue(context: Context, name: string): Bytes {
  return encodeText(askHidden(context, `Value of ${escapeLine(name)}, for this once: `));
}
