import type { CommandGroup, CommandSyntax } from "./command_syntax.ts";
import type { HintFlags } from "./failure_words.ts";
import type { Globals } from "./line/read_command_line.ts";
import { quoteWord } from "./line/quote_word.ts";

/** The values of the flags of one command line. */
export type FlagValues = ReadonlyMap<string, true | string | readonly string[]>;

/** One command line, understood. */
export interface Call {
  readonly entry: CommandSyntax;
  /** All commands there are, for help. */
  readonly commands: readonly CommandGroup[];
  readonly flags: FlagValues;
  readonly args: readonly string[];
  readonly globals: Globals;
  /** Flags that hints must repeat to mean the same place and session; commands fill it in. */
  readonly hint: Hint;
}

/** The part of a call that is known only once its session is. */
export interface Hint {
  /** The session that was named or found, when a later command would not choose it by itself. */
  session: string | null;
  /** The session that is still active here after the one of the call has ended. */
  active?: string | null;
  /** What is left to do when everything has been said; it never fails. */
  afterwards?: () => Promise<void>;
  /** What a failure from now on says besides; escaped. */
  besides?: readonly string[];
  /** Stdout holds data, so that the document of a failure belongs on stderr. */
  stdoutTaken?: boolean;
}

/** Whether a switch was given. */
export function hasFlag(call: Call, name: string): boolean {
  return call.flags.has(name);
}

/** The value of a flag, null when it was not given. */
export function flagValue(call: Call, name: string): string | null {
  const value = call.flags.get(name);
  return typeof value === "string" ? value : null;
}

/** All values of a flag of kind `list`, in their order. */
export function flagList(call: Call, name: string): readonly string[] {
  const value = call.flags.get(name);
  return Array.isArray(value) ? value : [];
}

/** What a suggested command needs appended so that it works from the same directory. */
export function hintFlags(call: Call): HintFlags {
  const root = call.globals.root === null ? "" : ` --root ${quoteWord(call.globals.root)}`;
  const session = call.hint.session === null ? "" : ` --session ${call.hint.session}`;
  return { root, session: root + session, active: call.hint.active ?? null };
}
