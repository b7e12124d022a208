import { backupFile, stageDirectory, templateFile, WORKFLOW_FILE } from "../../repo/layout.ts";
import { isPathId } from "../../repo/path_id.ts";
import type { JournalFacts, Move } from "../../store/journal.ts";

/** Names in a stage that `init` moves from. */
export const INIT_STAGED = {
  template: "template",
  backup: "backup",
  workflow: "workflow.yaml",
} as const;

/**
 * The moves of `init`. Facts: `backup`, the stamp of the copy of the present `workflow.yaml`, null if
 * there is none to keep; `template` and `version`, null when the pristine text is there already or
 * nothing of it is written. The copy comes first: with it the operation counts.
 */
export function initMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  const backup = facts["backup"] ?? null;
  const template = facts["template"] ?? null;
  const version = facts["version"] ?? null;
  const ids = [backup, template, version].filter((id) => id !== null);
  if (!ids.every(isPathId) || (template === null) !== (version === null)) return null;
  const from = stageDirectory(stage);
  return [
    ...(backup === null ? [] : [{ from: `${from}/${INIT_STAGED.backup}`, to: backupFile(backup) }]),
    ...(template === null || version === null
      ? []
      : [{ from: `${from}/${INIT_STAGED.template}`, to: templateFile(template, version) }]),
    { from: `${from}/${INIT_STAGED.workflow}`, to: WORKFLOW_FILE },
  ];
}
