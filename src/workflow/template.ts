import { fail } from "../store/failure.ts";
import type { ItemDefinition } from "./definition.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import { splitWords } from "./split_words.ts";
import { replaceVariables, templateNames } from "./template_names.ts";

/** How long a command of a workflow may run, in seconds. */
export const COMMAND_TIMEOUT_SECONDS = 300;

/** A file that has to exist. */
export interface FileCheck {
  readonly kind: "file";
  /**
   * After templating, relative to the tree or absolute. It does not lead out of the tree by `..`;
   * an absolute path and links are for the caller to check.
   */
  readonly path: string;
  /** Before templating. */
  readonly original: string;
}

/** A command that has to end with a certain exit code. */
export interface CommandCheck {
  readonly kind: "command";
  /** The words of `command`, at least one. */
  readonly argv: readonly string[];
  /** After templating. */
  readonly command: string;
  /** Before templating. */
  readonly original: string;
  readonly expect: number;
  readonly timeoutSeconds: number;
  /** Names of the secrets that it gets. */
  readonly secrets: readonly string[];
}

/** What has to be done to verify an item. */
export type Check =
  | { readonly kind: "none" }
  | { readonly kind: "manual" }
  | FileCheck
  | CommandCheck;

/**
 * Works out the check of an item under the settings of its session.
 *
 * @throws `template.unknown_setting` for a variable without setting or with a null one,
 * `template.not_text` for one that is a list or a mapping, `settings.unsafe` for a value that may not
 * go into a command, `verification.incomplete`, `verification.path_outside` and
 * `verification.command_invalid` for what is no usable path or command.
 */
export function resolveCheck(item: ItemDefinition, settings: JsonObject): Check {
  const { type, path, command } = item.verification;
  switch (type) {
    case "none":
      return { kind: "none" };
    case "manual_gate":
      return { kind: "manual" };
    case "file_exists":
      return resolveFile(item, path ?? "", settings);
    case "command":
      return resolveCommand(item, command ?? "", settings);
  }
}

function resolveFile(item: ItemDefinition, original: string, settings: JsonObject): FileCheck {
  const path = substitute(item.id, original, settings, /\0/g);
  if (path.trim() === "") throw fail("verification.incomplete", { item: item.id, missing: "path" });
  if (leavesTree(path)) throw fail("verification.path_outside", { item: item.id, path });
  return { kind: "file", path, original };
}

function resolveCommand(
  item: ItemDefinition,
  original: string,
  settings: JsonObject,
): CommandCheck {
  if (original.trim() === "") {
    throw fail("verification.incomplete", { item: item.id, missing: "command" });
  }
  const command = substitute(item.id, original, settings, /[;&|`$(){}[\]<>\\!\n\r\0]/g);
  const argv = splitWords(command);
  if (argv === null || argv.length === 0) {
    const problem = argv === null ? "unbalanced_quotes" : "empty";
    throw fail("verification.command_invalid", { item: item.id, command, problem });
  }
  return {
    kind: "command",
    argv,
    command,
    original,
    expect: item.verification.expect_exit_code,
    timeoutSeconds: COMMAND_TIMEOUT_SECONDS,
    secrets: item.secrets,
  };
}

function substitute(item: string, text: string, settings: JsonObject, unsafe: RegExp): string {
  const values = new Map<string, string>();
  const unknown: string[] = [];
  const notText: string[] = [];
  for (const name of templateNames(text)) {
    const value = settingValue(settings, name);
    if (value === null) unknown.push(name);
    else if (typeof value === "object") notText.push(name);
    else values.set(name, String(value));
  }
  if (unknown.length > 0) throw fail("template.unknown_setting", { item, names: unknown });
  if (notText.length > 0) throw fail("template.not_text", { item, names: notText });
  for (const [setting, value] of values) {
    const characters = [...new Set(value.match(unsafe) ?? [])].join("");
    if (characters !== "") throw fail("settings.unsafe", { setting, characters });
  }
  return replaceVariables(text, values);
}

/** The value of a setting; null also when there is none of that name. */
export function settingValue(settings: JsonObject, name: string): JsonValue {
  return Object.hasOwn(settings, name) ? settings[name] ?? null : null;
}

function leavesTree(path: string): boolean {
  let depth = 0;
  for (const segment of path.split(/[/\\]/)) {
    if (segment === "..") depth--;
    else if (segment !== "" && segment !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}
