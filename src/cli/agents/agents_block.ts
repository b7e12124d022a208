/** Where our block of a text begins and ends; `note` says what its removal has to put back. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly note: Note;
}

/** `new-file`: we made the file. `no-line-end`: the text before the block did not end its last line. */
type Note = "" | "new-file" | "no-line-end";

/** What was found of our markers. */
export type FoundBlock =
  | { readonly kind: "none" }
  | { readonly kind: "block"; readonly block: Block }
  | { readonly kind: "damaged"; readonly line: number; readonly problem: string };

const NOTES: readonly Note[] = ["", "new-file", "no-line-end"];

/** A line that begins like one of our markers. */
const MARKER = /^<!-- orchestrator:.*$/gm;

const END = "<!-- orchestrator:end -->";

/** What the block tells an agent; short, since it is read again in every conversation. */
const LINES: readonly string[] = [
  "## Workflow",
  "",
  "This repository is worked on with `orchestrator`, which remembers what is done and what comes next.",
  "",
  "- Before anything else run `orchestrator status`; its line `NEXT_ACTION:` is the command to run next.",
  '- When an item is done: `orchestrator complete ITEM --notes "<what was done>"`.',
  "- Approve nothing that your human has not approved.",
  "- All about it: `orchestrator help agents`.",
];

/** Finds our block in a text. A marker counts at the beginning of a line only. */
export function findBlock(text: string): FoundBlock {
  let begin: { readonly start: number; readonly note: Note; readonly line: number } | null = null;
  let block: Block | null = null;
  for (const match of text.matchAll(MARKER)) {
    const marker = match[0].replace(/\r$/, "");
    const line = text.slice(0, match.index).split("\n").length;
    const note = NOTES.find((known) => marker === beginMarker(known));
    if (block !== null) return damaged(line, "a second block");
    if (begin === null) {
      if (marker === END) return damaged(line, "an end without a beginning");
      if (note === undefined) return damaged(line, "a marker that was changed");
      begin = { start: match.index, note, line };
    } else {
      if (marker !== END) return damaged(line, "another marker before the end of the block");
      const after = text.indexOf("\n", match.index);
      block = { start: begin.start, end: after < 0 ? text.length : after + 1, note: begin.note };
    }
  }
  if (block !== null) return { kind: "block", block };
  return begin === null ? { kind: "none" } : damaged(begin.line, "a beginning without an end");
}

/**
 * A text with our block in it, up to date. Everything outside of the block stays as it is; line ends
 * are those of the text. A new block comes last.
 *
 * @param text Null where there is no file yet.
 * @param found The block of the text.
 */
export function withBlock(text: string | null, found: Block | null): string {
  if (text === null) return blockText("new-file", "\n");
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? "\n";
  if (found !== null) {
    const block = blockText(found.note, lineEnd);
    // At the end of the file somebody may have removed the last line end.
    const ended = text.slice(found.start, found.end).endsWith("\n");
    const fresh = ended ? block : block.slice(0, -lineEnd.length);
    return text.slice(0, found.start) + fresh + text.slice(found.end);
  }
  if (text === "" || text.endsWith("\n")) return text + blockText("", lineEnd);
  return text + lineEnd + blockText("no-line-end", lineEnd);
}

/** A text without our block, as it was before we came; null for a file that we made. */
export function withoutBlock(text: string, { start, end, note }: Block): string | null {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (note === "new-file" && before + after === "") return null;
  if (note === "no-line-end" && after === "") return before.replace(/\r?\n$/, "");
  return before + after;
}

/** Whether the block is what we would write: nobody else's words are in it. */
export function isOurs(text: string, block: Block): boolean {
  return withBlock(text, block) === text;
}

function blockText(note: Note, lineEnd: string): string {
  return [beginMarker(note), ...LINES, END, ""].join(lineEnd);
}

function beginMarker(note: Note): string {
  return `<!-- orchestrator:begin${note === "" ? "" : ` ${note}`} -->`;
}

function damaged(line: number, problem: string): FoundBlock {
  return { kind: "damaged", line, problem };
}
