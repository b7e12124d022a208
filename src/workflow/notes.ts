/** The mark that stands for a tag at the beginning of a note, as the predecessor prints it. */
export const NOTE_MARKS: ReadonlyMap<string, string> = new Map([
  ["tip", "💡"],
  ["caution", "⚠️"],
  ["warning", "⚠️"],
  ["learning", "📚"],
  ["context", "📋"],
  ["important", "❗"],
  ["note", "📝"],
]);

/** A note taken apart; `mark` is null for a note without tag or with one that is printed as it is. */
export interface MarkedNote {
  readonly mark: string | null;
  readonly text: string;
}

/** Takes a tag such as `[tip]`, in any case, off the beginning of a note. */
export function markNote(note: string): MarkedNote {
  const match = /^\[([a-z]+)\]\s*/i.exec(note);
  const mark = NOTE_MARKS.get(match?.[1]?.toLowerCase() ?? "") ?? null;
  return { mark, text: mark === null ? note : note.slice(match?.[0].length) };
}
