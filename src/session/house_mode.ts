import { LAYOUT } from "../repo/layout.ts";
import { readRegularText } from "../store/read_file.ts";

/** First line of the `.gitignore` of portable mode, in which git carries the logs. */
export const PORTABLE_MARK = "# orchestrator: portable";

/** Whether the house is in portable mode: its `.gitignore` is our portable one. */
export function isPortable(home: string): boolean {
  return readRegularText(`${home}/${LAYOUT.gitignore}`)?.startsWith(`${PORTABLE_MARK}\n`) === true;
}
