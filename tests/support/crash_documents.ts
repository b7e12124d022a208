import type { Slot } from "./crash_slot.ts";

/** What users see of a repository: three documents, their files by path, and one more document. */
export interface Documents {
  readonly status: string;
  readonly log: string;
  readonly sessions: string;
  readonly files: string;
  /** What the reader of the scenario prints; empty without one. */
  readonly own: string;
}

/** The commands whose documents are compared. */
const READERS = {
  status: ["status", "--json"],
  log: ["log", "--json"],
  sessions: ["session", "list", "--json"],
} as const;

/** No session, or no house either: for a reader both are nothing. */
const NOTHING_THERE = 66;

/** What a reader says about an interruption; everything else is compared. */
const REPORTS_OF_INTERRUPTION: ReadonlySet<string> = new Set(["interrupted", "notices"]);

/** Files beside a target that a dead process leaves: they are not the user's. */
const LEFTOVER = /(^|\/)\.[^/]+\.[0-9a-z]{8}\.tmp$/;

/** Reads all of it as it is now. Readers write nothing, so that this does not change the case. */
export async function readDocuments(
  slot: Slot,
  reader: readonly string[] | undefined,
): Promise<Documents> {
  const read = async (args: readonly string[]): Promise<string> => {
    const { code, stdout } = await slot.run(args);
    return code === NOTHING_THERE ? "nothing" : `exit ${code} ${stdout}`;
  };
  return {
    status: await read(READERS.status),
    log: await read(READERS.log),
    sessions: await read(READERS.sessions),
    files: JSON.stringify(userFiles(slot.repository)),
    own: reader === undefined ? "" : await read(reader),
  };
}

/** The same as comparable text: without reports of an interruption, and without chance. */
export function comparable(
  documents: Documents,
  withoutChance: (text: string) => string,
): Documents {
  const plain = (text: string): string => withoutChance(withoutReports(text));
  return {
    status: plain(documents.status),
    log: plain(documents.log),
    sessions: plain(documents.sessions),
    files: plain(documents.files),
    own: plain(documents.own),
  };
}

/** Which of the documents differ. */
export function differences(a: Documents, b: Documents): readonly (keyof Documents)[] {
  return (["status", "log", "sessions", "files", "own"] as const).filter((name) =>
    a[name] !== b[name]
  );
}

/** Paths of files that a dead process left beside a file of the user. */
export function leftovers(repository: string): readonly string[] {
  return listFiles(repository, "").filter((path) =>
    LEFTOVER.test(path) && !path.startsWith(".orchestrator/")
  );
}

/**
 * A text that is the same for two states of the slot on disk if they differ by chance only. Readers and
 * the next command work on nothing else, so that such states are judged once.
 */
export function fingerprint(slot: Slot, withoutChance: (text: string) => string): string {
  return listFiles(slot.live, "")
    .filter((path) => !path.startsWith("repository/.git/"))
    .map((path) => withoutChance(`/${path} ${textOf(`${slot.live}/${path}`)}`))
    .sort()
    .join("\n");
}

function textOf(path: string): string {
  return path.endsWith("/") ? "" : Deno.readTextFileSync(path);
}

function userFiles(repository: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of listFiles(repository, "")) {
    if (!path.endsWith("/") && !LEFTOVER.test(path) && !/^\.(git|orchestrator)\//.test(path)) {
      files[path] = Deno.readTextFileSync(`${repository}/${path}`);
    }
  }
  return files;
}

/** Files below a directory, and their directories as `name/`. */
function listFiles(directory: string, below: string): readonly string[] {
  const entries = Array.from(Deno.readDirSync(directory))
    .sort((a, b) => a.name < b.name ? -1 : 1);
  return entries.flatMap(({ name, isDirectory }) =>
    isDirectory
      ? [`${below}${name}/`, ...listFiles(`${directory}/${name}`, `${below}${name}/`)]
      : [`${below}${name}`]
  );
}

/** Leaves out the reports of an interruption. A torn tail is one: what it holds never counted. */
function withoutReports(text: string): string {
  const start = text.indexOf("{");
  if (start === -1) return text;
  const value: unknown = JSON.parse(text.slice(start), (key, part: unknown) => {
    if (REPORTS_OF_INTERRUPTION.has(key)) return undefined;
    return key === "condition" && isTorn(part) ? { kind: "sound" } : part;
  });
  return `${text.slice(0, start)}${JSON.stringify(value)}`;
}

function isTorn(condition: unknown): boolean {
  return typeof condition === "object" && condition !== null && "kind" in condition &&
    condition.kind === "torn";
}
