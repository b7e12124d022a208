import { namesIn } from "../store/names_in.ts";

/** The file that says what a project is written in; the first that is there decides. */
const MARKS = [
  ["pyproject.toml", "python"],
  ["setup.py", "python"],
  ["requirements.txt", "python"],
  ["package.json", "javascript"],
  ["go.mod", "go"],
  ["Cargo.toml", "rust"],
] as const;

/** What kind of repository a feedback line names: in the predecessor's words and order. */
export function repoType(tree: string): string {
  const names = namesIn(tree);
  return MARKS.find(([name]) => names.has(name))?.[1] ?? "unknown";
}
