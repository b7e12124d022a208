import type { Call } from "./crash_trace.ts";

/** Session ids, as they stand in documents and paths. */
const SESSION = /\b\d{6}-[0-9a-hjkmnp-tv-z]{6}\b/g;
const CHECKPOINT = /\bcp_\d{8}_\d{6}_[0-9a-f]{6}\b/g;
const WORKFLOW = /\bwf_[0-9a-f]{8}\b/g;
/** The name of a stage, and of a file staged beside its target. */
const RANDOM =
  /(\/tmp\/|\/uninstalled\/|"stage":"|(?<=\.)(?=\w{8}\.tmp\b))[0-9a-hjkmnp-tv-z]{8}([0-9a-hjkmnp-tv-z]{4})?\b/g;
const TIME = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?/g;
const STAMP = /\b\d{8}T\d{6,9}Z\b/g;
const HASH = /\b[0-9a-f]{16,64}\b/g;
const REPOSITORY_ID = /\br[0-9a-f]{16}\b/g;
const SECONDS = /("[a-z_]*(?:seconds|duration)[a-z_]*"):\s*[\d.]+/g;
const PROCESS = /"pid":\s*\d+/g;

/**
 * Makes a function that takes out of a text what differs between two runs of the same command: times,
 * hashes, process ids, random names. The ids that were there before are numbered, so that two sessions
 * are told apart.
 *
 * @param known The documents from before, in which those ids stand.
 * @param root The directory of the slot.
 */
export function chanceRemover(known: string, root: string): (text: string) => string {
  const sessions = Array.from(new Set(known.match(SESSION)));
  const workflows = Array.from(new Set(known.match(WORKFLOW)));
  const numbered = (name: string, ids: readonly string[]) => (id: string): string =>
    ids.includes(id) ? `<${name} ${ids.indexOf(id) + 1}>` : `<new ${name}>`;
  return (text) =>
    text
      .replaceAll(root, "<root>")
      .replace(CHECKPOINT, "<checkpoint>")
      .replace(TIME, "<time>")
      .replace(SECONDS, "$1:<seconds>")
      .replace(PROCESS, '"pid":<pid>')
      .replace(SESSION, numbered("session", sessions))
      .replace(WORKFLOW, numbered("workflow", workflows))
      .replace(REPOSITORY_ID, "<repository>")
      .replace(STAMP, "<stamp>")
      .replace(HASH, "<hash>")
      .replace(RANDOM, "$1<random>");
}

/** A path with a fixed word for each random name in it. */
export function pathClass(path: string, root: string): string {
  return chanceRemover("", root)(path).replace(/-\d+-[0-9a-f]{8}(?=$|\.)/, "-<seq>-<hash>");
}

/**
 * Whether two calls are the same step of two runs of one command. A directory is emptied in no fixed
 * order, so that of a removal only the directory counts.
 */
export function isSameStep(root: string): (a: Call, b: Call) => boolean {
  return (a, b) => a.syscall === b.syscall && stepOf(a, root) === stepOf(b, root);
}

function stepOf({ syscall, paths, descriptor }: Call, root: string): string {
  if (syscall === "write" && descriptor === 1) return "stdout";
  const classes = paths.map((path) => pathClass(path, root));
  return syscall === "unlinkat" || syscall === "unlink"
    ? classes.map((path) => path.replace(/(\/tmp\/<random>(\/session)?\/).+$/, "$1*")).join(" ")
    : classes.join(" ");
}
