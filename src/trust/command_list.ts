import { type FailureCode, OrchestratorError } from "../store/failure.ts";
import { sha256Hex } from "../store/sha256.ts";
import type { ItemDefinition, WorkflowDefinition } from "../workflow/definition.ts";
import type { JsonObject } from "../workflow/json.ts";
import { resolveCheck } from "../workflow/template.ts";

/** A command that a workflow may run, as a grant lists it. No absolute path of ours is in it. */
export interface TrustCommand {
  /** The item that the command verifies. */
  readonly id: string;
  /** The words of the command after templating; the first is not yet a program's path. */
  readonly argv: readonly string[];
  /** Where it runs, relative to the tree. */
  readonly directory: ".";
  /** In seconds. */
  readonly timeout: number;
  /** The exit code that passes. */
  readonly expect: number;
  /** Names of the secrets that it declares to need. */
  readonly secrets: readonly string[];
  /** Names of the environment variables that it declares to need. */
  readonly environment: readonly string[];
}

/** A command that can never run as the definition and its settings stand. */
export interface TrustProblem {
  readonly id: string;
  /** Before templating. */
  readonly command: string;
  readonly problem: FailureCode;
}

/** A dangerous key of the configuration that the repository sets. */
export interface TrustSetting {
  readonly key: string;
  /** As it is written; null for what can be no value. */
  readonly written: string | readonly string[] | null;
}

/** One line of the list that a grant is about. */
export type TrustEntry = TrustCommand | TrustProblem | TrustSetting;

/** Lists every command of a workflow, in the definition's order. */
export function commandList(definition: WorkflowDefinition): readonly TrustEntry[] {
  return definition.phases.flatMap(({ items }) =>
    items.filter(({ verification }) => verification.type === "command")
      .map((item) => trustEntry(item, definition.settings))
  );
}

/** The entries as compact JSON, one each; equal entries give equal text. */
export function listLines(entries: readonly TrustEntry[]): readonly string[] {
  return entries.map((entry) => JSON.stringify(entry));
}

/** What a grant and `ORCHESTRATOR_TRUST` name: SHA-256 over the lines, joined by line feeds. */
export function listHash(entries: readonly TrustEntry[]): string {
  return linesHash(listLines(entries));
}

/** The hash of a list that is given as its lines. */
export function linesHash(lines: readonly string[]): string {
  return sha256Hex(lines.join("\n"));
}

function trustEntry(item: ItemDefinition, settings: JsonObject): TrustEntry {
  const { id } = item;
  const command = item.verification.command ?? "";
  try {
    const check = resolveCheck(item, settings);
    return check.kind === "command"
      ? {
        id,
        argv: check.argv,
        directory: ".",
        timeout: check.timeoutSeconds,
        expect: check.expect,
        secrets: item.secrets,
        environment: [],
      }
      : { id, command, problem: "verification.incomplete" };
  } catch (error) {
    if (error instanceof OrchestratorError) {
      return { id, command, problem: error.failure.code };
    }
    throw error;
  }
}
