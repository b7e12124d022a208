import { LAYOUT } from "../repo/layout.ts";
import { convertFeedback } from "./convert_feedback.ts";
import { addPart, type SessionDraft } from "./draft_sessions.ts";
import { feedbackHash } from "./feedback.ts";
import type { Placement } from "./plan_type.ts";
import { note, type PlanProblem } from "./problem.ts";
import type { FeedbackFile } from "./scan_type.ts";

/** Where feedback goes: keys of sessions and paths of destinations, by original. */
export interface FeedbackPlan {
  readonly placements: readonly Placement[];
  readonly into: ReadonlyMap<FeedbackFile, readonly string[]>;
}

/**
 * Gives each line of feedback to the session of its workflow, and what names none that is known to the
 * main one. Without a session the files go to `legacy/` whole.
 */
export function planFeedback(
  files: readonly FeedbackFile[],
  drafts: readonly SessionDraft[],
  main: SessionDraft | null,
  salt: string | undefined,
  problems: PlanProblem[],
): FeedbackPlan {
  const placements: Placement[] = [];
  const into = new Map<FeedbackFile, readonly string[]>();
  const byHash = new Map(drafts.map((one) => [feedbackHash(one.workflow_id, salt), one]));
  const byId = new Map(drafts.map((one) => [one.workflow_id, one]));
  for (const file of files) {
    const { found: { seen, source, artefact }, lines } = file;
    if (main === null) {
      const to = `${LAYOUT.legacy}/${seen.path.replace(/^\./, "")}`;
      const { bytes } = seen;
      const placed = { from: source, to, bytes, files: 1, kind: "file", replaces: false } as const;
      placements.push({ ...placed, artefact: artefact.id });
      into.set(file, [to]);
      continue;
    }
    const keys = new Set<string>();
    for (const [index, line] of lines.entries()) {
      const draft = (line.workflow === null ? undefined : byId.get(line.workflow)) ??
        (line.hash === null ? undefined : byHash.get(line.hash)) ?? main;
      keys.add(draft.key);
      if (file.bytes === null) {
        const name = `feedback/${file.kind}.jsonl`;
        const isOpen = index === lines.length - 1 && file.open;
        addPart(draft, name, { path: source, from: line.from, to: line.to }, isOpen);
      } else {
        addConverted(draft, file.bytes.subarray(line.from, line.to), salt, seen.path, problems);
      }
    }
    into.set(file, [...keys]);
  }
  return { placements, into };
}

function addConverted(
  draft: SessionDraft,
  line: Uint8Array,
  salt: string | undefined,
  path: string,
  problems: PlanProblem[],
): void {
  const converted = convertFeedback(line, salt);
  if (converted === null) {
    problems.push(note("feedback_unreadable", path));
    return;
  }
  addPart(draft, "feedback/tool.jsonl", { text: converted.tool });
  addPart(draft, "feedback/process.jsonl", { text: converted.process });
}
