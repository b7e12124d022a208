/**
 * What completion offers for a value: ids of the repository, pages of help, names of files, or fixed
 * words. Without it the name of the value decides (`ITEM`, `PHASE`, `SESSION`, `FILE`, `DIR`).
 */
export type Candidates =
  | "session"
  | "item"
  | "open-item"
  | "phase"
  | "checkpoint"
  | "topic"
  | "file"
  | "directory"
  | readonly string[];

/** A flag of a command, without the dashes. */
export interface FlagEntry {
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** `switch` takes no value, `value` one, `list` one each time it is given. */
  readonly kind: "switch" | "value" | "list";
  /** What the value is called in help; only for `value` and `list`. */
  readonly placeholder?: string;
  readonly completes?: Candidates;
  readonly brief: string;
}

/** An argument of a command that is not a flag. */
export interface PositionalEntry {
  readonly name: string;
  readonly brief: string;
  readonly optional?: true;
  /** Takes all arguments that are left; only for the last one. */
  readonly many?: true;
  readonly completes?: Candidates;
}

/**
 * What a command does to the disk. `reads` commands create, move, lock and rewrite nothing, but for a
 * new file that the caller has named (`output`). The others write below `.orchestrator/` and, outside
 * of it, only what is listed in `writes`.
 */
export type Effect =
  | { readonly reads: true; readonly output?: string }
  | { readonly writes: readonly string[] };

/** What it takes to understand the words of a command. */
export interface CommandSyntax {
  /** The words after `orchestrator`, with one space between: `session list`. */
  readonly path: string;
  readonly positionals: readonly PositionalEntry[];
  readonly flags: readonly FlagEntry[];
}

/** What help and completion know of a command. */
export interface CommandDescription extends CommandSyntax {
  /** Other paths that mean the same; never shown in lists. */
  readonly aliases?: readonly string[];
  /** Asked by programs, not typed by people: in no list. */
  readonly hidden?: true;
  readonly brief: string;
  /** Paragraphs of its help page. */
  readonly details: readonly string[];
  readonly effect: Effect;
  /** Command lines for its help page, each with what it is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
}

/** Commands that help shows together. */
export interface CommandGroup<Entry extends CommandDescription = CommandDescription> {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** Whether a path or alias of a command begins with a word and goes on. */
export function isBelow({ path, aliases = [] }: CommandDescription, word: string): boolean {
  return [path, ...aliases].some((name) => name.startsWith(`${word} `));
}
