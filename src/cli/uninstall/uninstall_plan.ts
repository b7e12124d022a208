import { isHouseTracked } from "../../repo/house_tracked.ts";
import {
  backupFile,
  LAYOUT,
  LEARNINGS_FILE,
  WORKFLOW_FILE,
  WORKFLOW_MARKDOWN,
} from "../../repo/layout.ts";
import { isPathId } from "../../repo/path_id.ts";
import type { Place } from "../../repo/place.ts";
import { isWorkflowTracked } from "../../repo/workflow_tracked.ts";
import { isSecretFile } from "../../secrets/secret_name.ts";
import { repositoryVaultFiles } from "../../secrets/vault_files.ts";
import { OrchestratorError } from "../../store/failure.ts";
import { listDirectory } from "../../store/list_directory.ts";
import { lstatOrNull, readRegular } from "../../store/read_file.ts";
import { sha256Hex } from "../../store/sha256.ts";
import { type Standing, standingOf } from "../../trust/revoke.ts";
import { parseTemplateHeader } from "../../workflow/template_header.ts";
import { AGENTS_FILES, type AgentsChange, planRemoval } from "../agents/agents_files.ts";
import { isGenerated } from "../generated_file.ts";
import { hasLearningMark } from "../learning_mark.ts";
import { type HouseContent, houseContent } from "./uninstall_house.ts";

/** Why a file of the tree stays. */
export type StayReason = "edited" | "tracked" | "no_template" | "damaged" | "unreadable";

/** What happens to `workflow.yaml`. */
export type WorkflowFate =
  | { readonly does: "none" }
  | { readonly does: "remove" }
  /** The oldest copy that is not a template of ours: the text before the first `init --force`. */
  | { readonly does: "restore"; readonly bytes: Uint8Array; readonly stamp: string }
  | { readonly does: "stay"; readonly why: StayReason };

/** What happens to a file that agents read. */
export type AgentsFate =
  | { readonly does: "change"; readonly change: AgentsChange }
  | { readonly does: "stay"; readonly name: string; readonly why: StayReason };

/** Everything that `uninstall` finds, as it is now. */
export interface UninstallPlan {
  readonly place: Place;
  readonly house: HouseContent;
  readonly workflow: WorkflowFate;
  readonly agents: readonly AgentsFate[];
  /** Files in the tree that `generate-md` and `learn` were asked for. They stay. */
  readonly reports: readonly string[];
  /** Null where the state directory is not safe: then nothing in it counts either. */
  readonly standing: Standing | null;
  /** A migration has not been rolled back. */
  readonly migrated: boolean;
  /** How many secrets the vault of the repository holds, those that cannot be read included. */
  readonly secrets: number;
  /** Git tracks `.orchestrator/`. */
  readonly tracked: boolean;
}

/** In bytes. */
const LARGEST = 2 ** 24;

/**
 * Looks for everything that this program has made. Reads only.
 *
 * @throws `home.unsafe`, `file.unreadable`
 */
export function planUninstall(
  place: Place,
  question: Parameters<typeof standingOf>[0],
): UninstallPlan {
  const { home } = place;
  return {
    place,
    house: houseContent(home),
    ...planTree(place),
    reports: reportsIn(place.tree),
    standing: standing(question),
    migrated: lstatOrNull(`${home}/${LAYOUT.marker}`) !== null,
    secrets: secretsIn(home),
    tracked: isHouseTracked(place) === true,
  };
}

function secretsIn(home: string): number {
  return [...repositoryVaultFiles(home).names()].filter(isSecretFile).length;
}

/** What of the tree is ours. Reads only. */
export function planTree(place: Place): Pick<UninstallPlan, "workflow" | "agents"> {
  return {
    workflow: workflowFate(place),
    agents: AGENTS_FILES.flatMap((name) => agentsFate(place.tree, name)),
  };
}

/** Whether there is nothing to do at all. */
export function isNothing({ house, workflow, agents, standing }: UninstallPlan): boolean {
  return !house.exists && workflow.does !== "remove" && workflow.does !== "restore" &&
    agents.every(({ does }) => does === "stay") &&
    (standing?.grants.length ?? 0) + (standing?.approvers.length ?? 0) === 0;
}

function workflowFate(place: Place): WorkflowFate {
  const path = `${place.tree}/${WORKFLOW_FILE}`;
  const info = lstatOrNull(path);
  if (info === null) return { does: "none" };
  if (!info.isFile || info.size > LARGEST) return { does: "stay", why: "no_template" };
  const kind = templateKind(readRegular(path, LARGEST));
  if (kind !== "pristine") return { does: "stay", why: kind };
  if (isWorkflowTracked(place) !== false) return { does: "stay", why: "tracked" };
  return originalOf(place.home) ?? { does: "remove" };
}

function reportsIn(tree: string): readonly string[] {
  const isReport: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
    [WORKFLOW_MARKDOWN]: isGenerated,
    [LEARNINGS_FILE]: (bytes) => hasLearningMark(new TextDecoder().decode(bytes)),
  };
  return Object.entries(isReport).flatMap(([name, test]) => {
    const info = lstatOrNull(`${tree}/${name}`);
    if (info?.isFile !== true || info.size > LARGEST) return [];
    const bytes = readRegular(`${tree}/${name}`, LARGEST);
    return bytes !== null && test(bytes) ? [name] : [];
  });
}

function templateKind(bytes: Uint8Array | null): "pristine" | "edited" | "no_template" {
  if (bytes === null) return "no_template";
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const template = parseTemplateHeader(text);
  if (template === null) return "no_template";
  return sha256Hex(template.body) === template.sha256 ? "pristine" : "edited";
}

function originalOf(home: string): WorkflowFate | null {
  if (lstatOrNull(`${home}/${LAYOUT.backups}`)?.isDirectory !== true) return null;
  const stamps = listDirectory(`${home}/${LAYOUT.backups}`)
    .filter(({ name, kind }) => kind === "directory" && isPathId(name))
    .map(({ name }) => name).sort();
  for (const stamp of stamps) {
    const path = `${home}/${backupFile(stamp)}`;
    const bytes = lstatOrNull(path)?.isFile === true ? readRegular(path, LARGEST) : null;
    if (bytes !== null && templateKind(bytes) !== "pristine") {
      return { does: "restore", bytes, stamp };
    }
  }
  return null;
}

function agentsFate(tree: string, name: (typeof AGENTS_FILES)[number]): readonly AgentsFate[] {
  if (lstatOrNull(`${tree}/${name}`)?.isFile !== true) return [];
  try {
    return planRemoval(tree, name).map((change) =>
      change.copies ? { does: "stay", name, why: "edited" } : { does: "change", change }
    );
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    // What is no text has no block of ours either.
    if (error.failure.code === "agents.not_text") return [];
    const why = error.failure.code === "agents.damaged" ? "damaged" : "unreadable";
    return [{ does: "stay", name, why }];
  }
}

function standing(question: Parameters<typeof standingOf>[0]): Standing | null {
  try {
    return standingOf(question);
  } catch (error) {
    if (error instanceof OrchestratorError && error.failure.code === "trust.state_unsafe") {
      return null;
    }
    throw error;
  }
}
