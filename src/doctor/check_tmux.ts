import { joinPath } from "../process/path.ts";
import { SETTINGS_FILE, WORKFLOW_FILE } from "../repo/layout.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";
import { foreignText } from "./foreign_text.ts";

/** A key about tmux, or a key whose value is that word. */
const TMUX = /^\s*(?:tmux[A-Za-z_-]*\s*:|[A-Za-z_-]+\s*:\s*["']?tmux\b)/;

/** No setting of ours or of the predecessor needs a longer line. */
const LONGEST = 200;

/** Whether settings ask for tmux, in which the predecessor ran agents. This program starts none. */
export function checkTmux({ place: { tree } }: DoctorInput): Promise<readonly Finding[]> {
  const files = [SETTINGS_FILE, WORKFLOW_FILE].filter((name) =>
    foreignText(joinPath(tree, name)).split("\n")
      .some((line) => line.length <= LONGEST && TMUX.test(line))
  );
  return Promise.resolve(
    files.length === 0
      ? [found("tmux", "ok", { settings: false })]
      : files.map((name) => found("tmux", "note", { settings: true, path: joinPath(tree, name) })),
  );
}
