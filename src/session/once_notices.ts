import { LAYOUT } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { checkedPath } from "../store/checked_path.ts";
import { readRegularText } from "../store/read_file.ts";
import { replaceFile } from "../store/replace_file.ts";

/** Older entries are dropped: the worst that can come of it is a notice too many. */
const KEPT = 1000;

/**
 * Whether a notice has not been printed for a session; from now on it has. `notices` is a cache: where
 * it cannot be read or written the notice is printed again.
 *
 * @param notice One word.
 */
export function isFirstTime(home: string, session: string, notice: string): boolean {
  const entry = `${session} ${notice}`;
  try {
    const { path } = checkedPath(home, LAYOUT.notices, "file");
    const entries = (readRegularText(path) ?? "").split("\n").filter((line) => line !== "");
    if (entries.includes(entry)) return false;
    const text = [...entries.slice(1 - KEPT), entry, ""].join("\n");
    replaceFile(home, LAYOUT.tmp, LAYOUT.notices, new TextEncoder().encode(text));
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
  }
  return true;
}
