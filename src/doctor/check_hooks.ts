import { joinPath } from "../process/path.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";
import { foreignText } from "./foreign_text.ts";

/** Where an agent's hooks are registered, and the script that the predecessor installed. */
const FILES = [
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".claude/hooks/session-start.sh",
] as const;

/** The predecessor's installer, the line that it left in its script, and calls that only it has. */
const CALL =
  /# Added by: orchestrator install-hook|workflow-orchestrator|\borchestrator (?:install-hook|setup|enforce|doctor --cleanup)\b/;

/**
 * Whether hooks of the predecessor are still registered: they install it again at the start of every
 * session of an agent. The files are not ours, so that they are only named.
 */
export function checkHooks({ place: { tree } }: DoctorInput): Promise<readonly Finding[]> {
  const hooks = FILES.filter((name) => CALL.test(foreignText(joinPath(tree, name))));
  return Promise.resolve(
    hooks.length === 0
      ? [found("hooks", "ok", { files: FILES.length })]
      : hooks.map((name) => found("hooks", "note", { path: joinPath(tree, name) })),
  );
}
