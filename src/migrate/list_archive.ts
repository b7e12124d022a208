import { WORKFLOW_FILE } from "../repo/layout.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { nameProblem } from "../tar/entry_name.ts";
import { isText } from "../tar/foreign_header.ts";
import type { ForeignEntry } from "../tar/read_foreign_archive.ts";
import { TakenNames } from "../tar/taken_names.ts";
import { CATALOGUE } from "./catalogue.ts";

/** An entry of an archive, without its content. */
export type ListedEntry = Omit<ForeignEntry, "content">;

/** The repository of the predecessor in an archive. */
export interface ArchiveListing {
  /** Where it lies in the archive: empty, or with a slash at the end. */
  readonly root: string;
  /** What a migration could take of it, by its name in the repository. */
  readonly wanted: ReadonlyMap<string, ListedEntry>;
  /** Of all wanted files together. */
  readonly bytes: number;
}

/** How deep in an archive a repository may lie. */
const DEEPEST = 16;

/** What a migration takes something of. */
const ROWS = CATALOGUE.filter(({ policy }) => policy !== "leave");

/** Files that some systems add beside every other one. */
const COMPANION = /(?:^|\/)\._[^/]*$/;

/**
 * Finds the repository in an archive and what a migration could take of it, from the headers alone.
 *
 * @throws `snapshot.damaged` for a name that leads out of the archive, and for whatever is wanted and
 * has a name that not every system can have, lies there twice, or is no file or directory
 */
export async function listArchive(
  entries: AsyncIterable<ForeignEntry>,
): Promise<ArchiveListing> {
  const kept: ListedEntry[] = [];
  let common: readonly string[] | null = null;
  for await (const { content: _, ...entry } of entries) {
    const name = plainName(entry.name);
    if (name === "" || COMPANION.test(name)) continue;
    if (entry.kind !== "directory") common = commonDirectory(common, name);
    if (depthsOf(name).some((depth) => isWanted(below(name, depth)))) kept.push({ ...entry, name });
  }
  const depth = depthsOf(common?.concat("").join("/") ?? "")
    .find((depth) => kept.some(({ name }) => isWanted(below(name, depth)))) ?? 0;
  const root = (common ?? []).slice(0, depth).map((segment) => `${segment}/`).join("");
  return { root, ...checked(kept, depth) };
}

/** The name of an entry without what means nothing in it; empty for the top. @throws `snapshot.damaged` */
export function plainName(name: string): string {
  const plain = name.split("/").filter((segment) => segment !== ".").join("/");
  const found = name.startsWith("/") ? "absolute" : plain.split("/").includes("..") ? "dots" : null;
  if (found !== null) throw refuse({ kind: "name", name, found });
  return plain;
}

function checked(
  kept: readonly ListedEntry[],
  depth: number,
): Pick<ArchiveListing, "wanted" | "bytes"> {
  const names = new TakenNames();
  const wanted = new Map<string, ListedEntry>();
  let bytes = 0;
  for (const entry of kept) {
    const name = below(entry.name, depth);
    const { kind, type } = entry;
    if (!isWanted(name)) continue;
    const found = isText(name) ? nameProblem(name) : "not_text";
    if (found !== null) throw refuse({ kind: "name", name, found });
    if (kind !== "file" && kind !== "directory") throw refuse({ kind: "type", name, type });
    if (!names.take(name, kind)) throw refuse({ kind: "name", name, found: "taken" });
    wanted.set(name, entry);
    bytes += kind === "file" ? entry.size : 0;
  }
  return { wanted, bytes };
}

/** Whether a row of the catalogue could fit a path, or a directory above it. */
function isWanted(path: string): boolean {
  if (path === WORKFLOW_FILE) return true;
  const segments = path.split("/");
  return ROWS.some(({ directory, name }) => {
    const depth = directory === "" ? 0 : directory.split("/").length;
    const own = segments[depth];
    return own !== undefined && segments.slice(0, depth).join("/") === directory &&
      (typeof name === "string" ? name === own : name.test(own));
  });
}

function commonDirectory(common: readonly string[] | null, name: string): readonly string[] {
  const directory = name.split("/").slice(0, -1);
  if (common === null) return directory;
  const end = common.findIndex((segment, index) => segment !== directory[index]);
  return end === -1 ? common : common.slice(0, end);
}

/** How many directories of a name may be above the repository. */
function depthsOf(name: string): readonly number[] {
  const deepest = Math.min(DEEPEST, name.split("/").length - 1);
  return Array.from({ length: deepest + 1 }, (_, depth) => depth);
}

function below(name: string, depth: number): string {
  return name.split("/").slice(depth).join("/");
}

function refuse(problem: SnapshotProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem });
}
