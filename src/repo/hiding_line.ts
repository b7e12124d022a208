import { readUserFile } from "../store/read_user_file.ts";
import { HOUSE } from "./layout.ts";

/** In bytes. */
const LARGEST = 1_048_576;

const HIDING: ReadonlySet<string> = new Set(
  ["", "/", "/*", "/**", "/sessions", "/sessions/"].map((end) => `${HOUSE}${end}`),
);

/**
 * A line of the tree's `.gitignore` that hides `.orchestrator/` or its sessions from git, whatever our
 * own says; null if there is none.
 *
 * @throws `file.unreadable`
 */
export function hidingLine(tree: string): string | null {
  const bytes = readUserFile(`${tree}/.gitignore`, LARGEST, "regular");
  const lines = new TextDecoder().decode(bytes ?? new Uint8Array()).split(/\r?\n/);
  return lines.find((line) => HIDING.has(line.trim().replace(/^\//, ""))) ?? null;
}
