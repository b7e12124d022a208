import { HOUSE, LAYOUT, WORKFLOW_FILE } from "../../repo/layout.ts";
import { settleUnderLock } from "../../session/interrupted.ts";
import { lockRepository, lockSession } from "../../session/lock_house.ts";
import type { Writer } from "../../session/writer.ts";
import { checkedDirectory, checkedPath } from "../../store/checked_path.ts";
import { disposing, whileHeld } from "../../store/disposing.ts";
import { makeDurableFile } from "../../store/durable_file.ts";
import { fail } from "../../store/failure.ts";
import { runJournal } from "../../store/journal.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { removeDurably } from "../../store/remove_file.ts";
import { removeIfEmpty, removeTree } from "../../store/remove_tree.ts";
import { makeStage, sweepStages } from "../../store/stage.ts";
import { syncStaged } from "../../store/staged_directory.ts";
import { treeDigest } from "../../store/tree_digest.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";
import { revoke } from "../../trust/revoke.ts";
import { writeStateArchive } from "./state_archive.ts";
import { setAsideDirectory, type UninstallFacts, uninstallFacts } from "./uninstall_operation.ts";
import type { UninstallPlan } from "./uninstall_plan.ts";

/** How everything is to go. */
export interface UninstallWish {
  /** Makes the plan anew, under the lock. */
  readonly plan: () => UninstallPlan;
  /** Absolute path of the archive, null for none. */
  readonly archive: string | null;
  /** The secrets of the vault may go without a copy. */
  readonly discardSecrets: boolean;
  /** Where the grants are; null without one. */
  readonly stateDirectory: string | null;
}

/**
 * Removes everything that is ours. What lies in the home is set aside in one journalled operation first,
 * so that a crash leaves it all, or all of it set aside for the next run; grants go after that.
 *
 * @returns What was done, as planned under the lock.
 * @throws `uninstall.migrated`, `uninstall.secrets`, `lock.busy`, and whatever writing the archive throws: nothing has
 * changed then
 */
export async function uninstall(writer: Writer, wish: UninstallWish): Promise<UninstallPlan> {
  const { home } = writer.place;
  if (!checkedPath(home, HOUSE, "directory").exists) {
    const plan = wish.plan();
    changeTree(plan);
    takeGrantsBack(plan, wish.stateDirectory);
    return plan;
  }
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    const plan = wish.plan();
    if (wish.archive === null) assertNothingLost(plan, wish.discardSecrets);
    return await whileAllHeld(writer, plan.house.sessions, async () => {
      if (wish.archive !== null) await writeStateArchive(home, plan.house, wish.archive);
      setAside(writer, plan);
      if (home !== plan.place.tree) changeTree(plan);
      takeGrantsBack(plan, wish.stateDirectory);
      removeRemains(home, plan);
      return plan;
    });
  });
}

/** @throws `uninstall.migrated`, `uninstall.secrets` where without an export something would be lost */
export function assertNothingLost(
  { migrated, secrets }: UninstallPlan,
  discardSecrets: boolean,
): void {
  if (migrated) throw fail("uninstall.migrated", {});
  if (secrets > 0 && !discardSecrets) throw fail("uninstall.secrets", { count: secrets });
}

/** Holds the locks of all sessions, so that nothing is acknowledged in one that is about to go. */
async function whileAllHeld<T>(
  writer: Writer,
  [id, ...rest]: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  return id === undefined
    ? await work()
    : await whileHeld(lockSession(writer, id), () => whileAllHeld(writer, rest, work));
}

function setAside(writer: Writer, plan: UninstallPlan): void {
  const { place: { home }, operations } = writer;
  const facts = factsOf(plan);
  const { names, sessions } = facts;
  const paths = [
    ...names.map((name) => `${HOUSE}/${name}`),
    ...sessions.map((id) => `${LAYOUT.sessions}/${id}`),
  ];
  for (const path of paths) {
    if (treeDigest(`${home}/${path}`, "record") !== null) continue;
    throw fail("home.unsafe", {
      path: `${home}/${path}`,
      found: "something with a device or pipe in it",
      expected: "files and directories",
    });
  }
  disposing(makeStage(home, LAYOUT.tmp), (stage) => {
    for (const { name, bytes, mode } of freshFiles(plan)) {
      makeDurableFile(`${stage.path}/${name}`, bytes, mode);
    }
    syncStaged(stage.path);
    const aside = setAsideDirectory(stage.name);
    checkedDirectory(home, `${aside}/sessions`);
    if (names.includes("secrets/vault")) checkedDirectory(home, `${aside}/secrets`);
    const entry = { operation: "uninstall", stage, facts: uninstallFacts(facts) };
    const isEmpty = operations.get(entry.operation)?.(stage.name, entry.facts)?.length === 0;
    if (!isEmpty) runJournal(home, LAYOUT, operations, entry);
  });
}

function factsOf({ place, house, agents, workflow }: UninstallPlan): UninstallFacts {
  const changes = place.home === place.tree
    ? agents.flatMap((fate) => fate.does === "change" ? [fate.change] : [])
    : [];
  const does = place.home === place.tree ? workflow.does : "stay";
  return {
    names: house.names,
    sessions: house.sessions,
    agentsWritten: changes.filter(({ after }) => after !== null).map(({ name }) => name),
    agentsRemoved: changes.filter(({ after }) => after === null).map(({ name }) => name),
    workflow: does === "remove" ? "goes" : does === "restore" ? "restored" : "stays",
  };
}

interface FreshFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/** The files of the tree that get other bytes, where one journal reaches home and tree. */
function freshFiles({ place: { home, tree }, agents, workflow }: UninstallPlan): FreshFile[] {
  if (home !== tree) return [];
  const fresh = (name: string, bytes: Uint8Array): FreshFile => ({
    name,
    bytes,
    mode: (lstatOrNull(`${tree}/${name}`)?.mode ?? 0o644) & 0o777,
  });
  return [
    ...agents.flatMap((fate) =>
      fate.does === "change" && fate.change.after !== null
        ? [fresh(fate.change.name, fate.change.after)]
        : []
    ),
    ...(workflow.does === "restore" ? [fresh(WORKFLOW_FILE, workflow.bytes)] : []),
  ];
}

/** Each file in one step, where no journal reaches. */
function changeTree({ place: { tree }, agents, workflow }: UninstallPlan): void {
  for (const fate of agents) {
    if (fate.does !== "change") continue;
    const { name, after } = fate.change;
    if (after === null) removeDurably(tree, name);
    else atomicWriteFile(`${tree}/${name}`, after);
  }
  if (workflow.does === "remove") removeDurably(tree, WORKFLOW_FILE);
  if (workflow.does === "restore") atomicWriteFile(`${tree}/${WORKFLOW_FILE}`, workflow.bytes);
}

function takeGrantsBack({ standing }: UninstallPlan, stateDirectory: string | null): void {
  if (standing !== null && stateDirectory !== null) revoke(stateDirectory, standing);
}

/** `.gitignore` goes last: until then git sees nothing of the rest. */
function removeRemains(home: string, { house }: UninstallPlan): void {
  removeTree(home, LAYOUT.uninstalled);
  sweepStages(home, LAYOUT.tmp, null);
  for (const path of [LAYOUT.tmp, LAYOUT.sessions, LAYOUT.secrets]) {
    if (lstatOrNull(`${home}/${path}`)?.isDirectory === true) removeIfEmpty(home, path);
  }
  if (lstatOrNull(`${home}/${LAYOUT.lock}`)?.isFile === true) removeDurably(home, LAYOUT.lock);
  const others = house.predecessors.length + house.foreign.length;
  if (house.gitignore === "ours" && others === 0) removeDurably(home, LAYOUT.gitignore);
  removeIfEmpty(home, HOUSE);
}
