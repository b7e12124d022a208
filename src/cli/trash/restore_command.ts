import type { HintFlags } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

/** The command that brings an entry of the trash back; it works as printed. */
export function restoreCommand(entry: string, { root }: HintFlags): string {
  return `orchestrator session restore ${quoteWord(entry)}${root}`;
}
