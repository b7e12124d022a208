import { fetchTree, type TreeEntry } from "../../git/fetch_tree.ts";
import { baseName } from "../../process/path.ts";
import { WORKFLOW_FILE } from "../../repo/layout.ts";
import { isPathId } from "../../repo/path_id.ts";
import type { Place } from "../../repo/place.ts";
import { DEFINITION_LIMIT } from "../../session/definition_change.ts";
import { whileHeld } from "../../store/disposing.ts";
import { fail } from "../../store/failure.ts";
import { isThere } from "../../store/is_there.ts";
import { lstatOrNull, readRegular } from "../../store/read_file.ts";
import { sha256Hex } from "../../store/sha256.ts";
import { makeTemporaryStage } from "../../store/temporary_stage.ts";
import { nameProblem } from "../../tar/entry_name.ts";
import { TakenNames } from "../../tar/taken_names.ts";
import { loadDefinition } from "../../workflow/load_definition.ts";
import { parseTemplateHeader } from "../../workflow/template_header.ts";
import { TEMPLATES } from "../../workflow/templates.ts";
import { absolutePath } from "../absolute_path.ts";
import type { Context } from "../context.ts";

/** The text of a template, and where it came from. */
export interface ChosenTemplate {
  readonly name: string;
  /** Of one that does not come with the program: the beginning of the digest of its text. */
  readonly version: string;
  /** Without template header. */
  readonly text: string;
  /** The commit that it was fetched from; null for one that was not fetched. */
  readonly commit: string | null;
}

/** No template has more files; only one of them is used. */
const MOST_ENTRIES = 10_000;

/** In bytes, of all files of a template together. */
const LARGEST_TREE = 67_108_864;

const REMOTE = /^(?:https|ssh|file):\/\/[^-]|^[A-Za-z0-9._-]+@[A-Za-z0-9][A-Za-z0-9.-]*:[^:]/;

/** Ways that are not taken: unencrypted ones, and helpers that git would run. */
const OTHER_SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/**
 * Finds a template: a built-in one by its name, a file or a directory with a `workflow.yaml` by its
 * path, or that of a repository by its URL, fetched by git.
 *
 * @param wanted `NAME`, `PATH` or `URL[#REF]`
 * @throws `init.template_not_found`, `init.template_refused`, `init.template_not_fetched`,
 * `definition.invalid`, `home.unsafe` for a link, `file.unreadable`
 */
export async function findTemplate(
  context: Context,
  place: Place,
  wanted: string,
): Promise<ChosenTemplate> {
  const known = TEMPLATES.find(({ name }) => name === wanted);
  if (known !== undefined) return { ...known, commit: null };
  const found = REMOTE.test(wanted)
    ? await fetchTemplate(context, place, wanted)
    : readTemplate(context, wanted);
  const text = parseTemplateHeader(found.text)?.body ?? found.text;
  await loadDefinition(text, found.source);
  return {
    name: templateName(found.source),
    version: sha256Hex(text).slice(0, 12),
    text,
    commit: found.commit,
  };
}

/** What was found, before it is looked into. */
interface FoundText {
  /** What it is named after. */
  readonly source: string;
  readonly text: string;
  readonly commit: string | null;
}

function readTemplate(context: Context, wanted: string): FoundText {
  if (OTHER_SCHEME.test(wanted)) {
    const problem = "only https, ssh and file URLs are fetched";
    throw fail("init.template_refused", { source: wanted, problem });
  }
  const path = absolutePath(context, wanted);
  if (wanted === "" || !isThere(path)) {
    const names = TEMPLATES.map(({ name }) => name);
    throw fail("init.template_not_found", { wanted, known: names });
  }
  const isDirectory = lstatOrNull(path)?.isDirectory === true;
  const file = isDirectory ? `${path}/${WORKFLOW_FILE}` : path;
  const bytes = readRegular(file, DEFINITION_LIMIT);
  if (bytes === null) throw refused(wanted, `there is no ${WORKFLOW_FILE} in it`);
  return { source: wanted, text: decode(wanted, bytes), commit: null };
}

async function fetchTemplate(
  context: Context,
  place: Place,
  wanted: string,
): Promise<FoundText> {
  const at = wanted.lastIndexOf("#");
  const url = at < 0 ? wanted : wanted.slice(0, at);
  const ref = at < 0 ? null : wanted.slice(at + 1);
  if (/[\s\p{Cc}]/u.test(url)) throw refused(wanted, "its URL has white space in it");
  if (ref !== null && (!REF.test(ref) || ref.includes(".."))) {
    throw refused(wanted, `"${ref}" is no name of a branch, tag or commit`);
  }
  const stage = makeTemporaryStage();
  return await whileHeld(Promise.resolve(stage), async () => {
    const tree = await fetchTree(place, stage.path, { url, ref }, context.environment());
    if ("problem" in tree) {
      throw fail("init.template_not_fetched", { source: wanted, url, problem: tree.problem });
    }
    const entry = checkTree(wanted, tree.entries);
    const text = await tree.read(entry.object);
    // Bytes that are no text would have become others.
    if (text === null || new TextEncoder().encode(text).length !== entry.size) {
      throw refused(wanted, `its ${WORKFLOW_FILE} is not UTF-8`);
    }
    return { source: url.replace(/\/+$/, "").replace(/\.git$/, ""), text, commit: tree.commit };
  });
}

/**
 * Checks a tree as an archive is checked: names that every system can have, no links, no submodules,
 * bounded sizes.
 *
 * @returns the file that is the template
 */
function checkTree(source: string, entries: readonly TreeEntry[]): TreeEntry {
  if (entries.length > MOST_ENTRIES) {
    throw refused(source, `it has more than ${MOST_ENTRIES} files`);
  }
  const taken = new TakenNames();
  let total = 0;
  for (const { name, mode, size } of entries) {
    const problem = nameProblem(name) ?? (taken.take(name, "file") ? null : "taken");
    if (problem !== null) throw refused(source, `the name "${name}" is refused (${problem})`);
    if (mode === "120000") throw refused(source, `"${name}" is a link`);
    if (size === null) throw refused(source, `"${name}" is a submodule`);
    total += size;
  }
  if (total > LARGEST_TREE) throw refused(source, `it has more than ${LARGEST_TREE} bytes`);
  const entry = entries.find(({ name }) => name === WORKFLOW_FILE);
  if (entry === undefined) throw refused(source, `there is no ${WORKFLOW_FILE} in it`);
  if ((entry.size ?? 0) > DEFINITION_LIMIT) throw refused(source, "its workflow.yaml is too large");
  return entry;
}

/** A name of its own, never one of the templates that come with the program. */
function templateName(source: string): string {
  const name = baseName(source.replace(/\/+$/, "")).replace(/\.ya?ml$/, "")
    .replaceAll(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "").slice(0, 32);
  const isFree = isPathId(name) && TEMPLATES.every((template) => template.name !== name);
  return isFree ? name : "custom";
}

function decode(source: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused(source, "it is not UTF-8");
  }
}

function refused(source: string, problem: string): Error {
  return fail("init.template_refused", { source, problem });
}
