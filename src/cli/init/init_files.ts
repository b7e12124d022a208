import { backupFile, HOUSE, LAYOUT, templateFile, WORKFLOW_FILE } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import type { ModeChange } from "../../session/switch_mode.ts";
import { isThere } from "../../store/is_there.ts";
import type { NewWorkflow } from "./init_workflow.ts";

/** One file that `init` is about to make, change or remove. */
export interface PlannedFile {
  /** From the home on; that of `workflow.yaml` from the tree on. A time to come is `<time>`. */
  readonly path: string;
  readonly does: "make" | "replace" | "remove";
}

/**
 * Everything that would be made, changed or removed. Looks only.
 *
 * @param workflow what `workflow.yaml` becomes, null if it stays
 */
export function filesOf(
  { home, tree }: Place,
  workflow: NewWorkflow | null,
  change: ModeChange | null,
): readonly PlannedFile[] {
  const missing = (path: string): readonly PlannedFile[] =>
    isThere(`${home}/${path}`) ? [] : [{ path, does: "make" }];
  return [
    ...missing(HOUSE),
    ...missing(LAYOUT.gitignore),
    ...missing(LAYOUT.meta),
    ...(workflow === null ? [] : workflowFiles(tree, workflow, missing)),
    ...(change === null ? [] : modeFiles(home, change, missing)),
  ];
}

type Missing = (path: string) => readonly PlannedFile[];

function workflowFiles(
  tree: string,
  { template }: NewWorkflow,
  missing: Missing,
): readonly PlannedFile[] {
  const isPresent = isThere(`${tree}/${WORKFLOW_FILE}`);
  return [
    ...(template === null ? [] : missing(templateFile(template.name, template.version))),
    ...(isPresent ? [{ path: backupFile("<time>"), does: "make" } as const] : []),
    { path: WORKFLOW_FILE, does: isPresent ? "replace" : "make" },
  ];
}

function modeFiles(
  home: string,
  { before, after }: ModeChange,
  missing: Missing,
): readonly PlannedFile[] {
  const changes = JSON.stringify(before) !== JSON.stringify(after);
  return [
    ...(changes && isThere(`${home}/${LAYOUT.gitignore}`)
      ? [{ path: LAYOUT.gitignore, does: "replace" } as const]
      : []),
    ...(after.portable ? missing(LAYOUT.gitattributes) : []),
    ...(before.portable && !after.portable
      ? [{ path: LAYOUT.gitattributes, does: "remove" } as const]
      : []),
  ];
}
