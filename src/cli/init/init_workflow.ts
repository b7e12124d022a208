import { backupFile, LAYOUT, templateFile, WORKFLOW_FILE } from "../../repo/layout.ts";
import { settleUnderLock } from "../../session/interrupted.ts";
import { lockRepository } from "../../session/lock_house.ts";
import type { Writer } from "../../session/writer.ts";
import { checkedDirectory, checkedPath } from "../../store/checked_path.ts";
import { disposing, whileHeld } from "../../store/disposing.ts";
import { makeDurableFile } from "../../store/durable_file.ts";
import { runJournal } from "../../store/journal.ts";
import { parentOf } from "../../store/publish.ts";
import { readRegular } from "../../store/read_file.ts";
import { replaceFile } from "../../store/replace_file.ts";
import { makeStage, type Stage } from "../../store/stage.ts";
import { syncStaged } from "../../store/staged_directory.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";
import { INIT_STAGED } from "./init_operation.ts";

/** A text to write to `workflow.yaml`, and the template it was made from. */
export interface NewWorkflow {
  readonly bytes: Uint8Array;
  /** Null for a copy that is put back. */
  readonly template: PristineTemplate | null;
}

/** The pristine text of a template. */
export interface PristineTemplate {
  readonly name: string;
  readonly version: string;
  readonly body: Uint8Array;
}

/**
 * Writes `workflow.yaml`; a present one is copied to `backups/<stamp>/` first. The house must be there.
 *
 * @returns The stamp of the copy, null if there was nothing to copy.
 */
export async function writeWorkflow(
  writer: Writer,
  workflow: NewWorkflow,
  stamp: string,
): Promise<string | null> {
  const { home, tree } = writer.place;
  return await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    const present = readRegular(`${tree}/${WORKFLOW_FILE}`);
    const backup = present === null ? null : stamp;
    const template = isKept(home, workflow.template) ? null : workflow.template;
    if (template !== null) checkedDirectory(home, LAYOUT.templates);
    if (backup !== null) checkedDirectory(home, parentOf(backupFile(backup)));
    if (home !== tree) {
      writeApart(writer, workflow.bytes, template, present, stamp);
      return backup;
    }
    return disposing(makeStage(home, LAYOUT.tmp), (stage) => {
      stageFiles(stage, workflow.bytes, template, present);
      const facts = {
        backup,
        template: template?.name ?? null,
        version: template?.version ?? null,
      };
      runJournal(home, LAYOUT, writer.operations, { operation: "init", stage, facts });
      return backup;
    });
  });
}

function stageFiles(
  stage: Stage,
  workflow: Uint8Array,
  template: PristineTemplate | null,
  present: Uint8Array | null,
): void {
  makeDurableFile(`${stage.path}/${INIT_STAGED.workflow}`, workflow);
  if (template !== null) makeDurableFile(`${stage.path}/${INIT_STAGED.template}`, template.body);
  if (present !== null) makeDurableFile(`${stage.path}/${INIT_STAGED.backup}`, present);
  syncStaged(stage.path);
}

/**
 * In a linked worktree `workflow.yaml` lies outside of the home, where no journal reaches. The order
 * makes it safe: until the last step there is only a copy too many.
 */
function writeApart(
  { place: { home, tree } }: Writer,
  workflow: Uint8Array,
  template: PristineTemplate | null,
  present: Uint8Array | null,
  stamp: string,
): void {
  if (present !== null) replaceFile(home, LAYOUT.tmp, backupFile(stamp), present);
  if (template !== null) {
    const { name, version, body } = template;
    replaceFile(home, LAYOUT.tmp, templateFile(name, version), body);
  }
  atomicWriteFile(`${tree}/${WORKFLOW_FILE}`, workflow);
}

/** Whether there is no pristine text to write. One that is there is never written again. */
function isKept(home: string, template: PristineTemplate | null): boolean {
  return template === null ||
    checkedPath(home, templateFile(template.name, template.version), "file").exists;
}
