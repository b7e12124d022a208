/** One member of a JSON object, by where its text is. */
export interface JsonMember {
  readonly key: string;
  /** Where the key begins, and where the value ends. */
  readonly from: number;
  readonly to: number;
  /** Where the value begins. */
  readonly value: number;
}

/**
 * The members of the object that a JSON text holds, in the order written. The text must be valid JSON;
 * null if it is another value.
 */
export function jsonMembers(text: string): readonly JsonMember[] | null {
  let at = skipSpace(text, 0);
  if (text[at] !== "{") return null;
  const members: JsonMember[] = [];
  at = skipSpace(text, at + 1);
  while (text[at] === '"') {
    const from = at;
    const keyEnd = skipString(text, at);
    const key: string = JSON.parse(text.slice(from, keyEnd));
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = skipValue(text, value);
    members.push({ key, from, to, value });
    at = skipSpace(text, to);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
}

/** The text of an object without some of its members, everything else as it is written. */
export function withoutMembers(text: string, drop: ReadonlySet<string>): string {
  const members = jsonMembers(text) ?? [];
  const kept = members.filter(({ key }) => !drop.has(key));
  if (kept.length === members.length) return text.trim();
  return `{\n${kept.map(({ from, to }) => `  ${text.slice(from, to)}`).join(",\n")}\n}`;
}

/** The text of the last member of this name, which is the one that counts; null if there is none. */
export function memberText(text: string, name: string): string | null {
  const found = jsonMembers(text)?.findLast(({ key }) => key === name);
  return found === undefined ? null : text.slice(found.value, found.to);
}

/** Past the white space at `at`. */
export function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) <= 0x20) end++;
  return end;
}

/** Past the string that begins at `at`. */
export function skipString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

/** Past the value that begins at `at`. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  let end = at;
  do {
    const character = text[end];
    if (character === '"') {
      end = skipString(text, end);
      continue;
    }
    if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      if (depth === 0) return end;
      depth--;
    } else if (depth === 0) {
      return skipWord(text, end);
    }
    end++;
  } while (depth > 0 && end < text.length);
  return end;
}

/** Past a number, `true`, `false` or `null`. */
export function skipWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && /[-+.0-9A-Za-z]/.test(text[end] ?? "")) end++;
  return end;
}
