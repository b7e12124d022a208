import { isPathId } from "../repo/path_id.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import type { ManifestProblem } from "../store/snapshot_problem.ts";
import { decodeText } from "../stream/bytes.ts";
import { compareNames, nameProblem } from "../tar/entry_name.ts";
import { formatManifest, type Manifest, MANIFEST_NAME, SUMS_NAME } from "./manifest.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a `manifest.json` that is written exactly as {@link formatManifest} writes it.
 *
 * @throws `snapshot.newer` for a later schema, `snapshot.damaged`
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  const text = decodeText(bytes);
  const value = text === null ? undefined : parseJson(text);
  if (!isFields(value)) throw refuse("not_json", "");
  const { schema } = value;
  if (isCount(schema) && schema > 1) throw fail("snapshot.newer", { version: String(schema) });
  const wrong = wrongPlace(value);
  if (wrong !== null) throw refuse("invalid", wrong);
  const manifest = value as unknown as Manifest;
  // Finds what is in it twice, in another order, or besides what belongs there.
  if (formatManifest(manifest) !== text) throw refuse("invalid", "");
  return manifest;
}

/** Where a value is not as it has to be; null when it is everywhere. */
function wrongPlace(value: Fields): string | null {
  const { schema, identity, sessions, current, escaped, files } = value;
  if (schema !== 1) return "schema";
  if (identity !== null && !isIdentity(identity)) return "identity";
  if (current !== null && !(typeof current === "string" && isPathId(current))) return "current";
  return wrongElement("sessions", sessions, isSession, "id") ??
    wrongElement("escaped", escaped, isEscaped, "stored") ??
    wrongElement("files", files, isFile, "name");
}

/** The first element that is wrong, or not after the one before it by `key`. */
function wrongElement(
  place: string,
  value: unknown,
  isRight: (element: Fields) => boolean,
  key: string,
): string | null {
  if (!Array.isArray(value)) return place;
  let before: string | null = null;
  for (const [index, element] of (value as readonly unknown[]).entries()) {
    if (!isFields(element) || !isRight(element)) return `${place}.${index}`;
    const name = String(element[key]);
    if (before !== null && compareNames(before, name) >= 0) return `${place}.${index}.${key}`;
    before = name;
  }
  return null;
}

function isIdentity(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { repo_id: repository, root_commit: commit, slug } = value;
  return isMatch(repository, /^r[0-9a-f]{16}$/) &&
    (commit === null || isMatch(commit, /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)) &&
    (slug === null || isMatch(slug, /^[A-Za-z0-9._~-]+\/[A-Za-z0-9._~-]+$/));
}

function isSession({ id, seq, head, log }: Fields): boolean {
  return typeof id === "string" && isPathId(id) && isCount(seq) &&
    isMatch(head, /^[0-9a-f]{32}$/) && isCount(log);
}

function isEscaped({ stored, name }: Fields): boolean {
  return isMatch(stored, /^escaped\/[1-9][0-9]{0,5}$/) && typeof name === "string";
}

function isFile({ name, size }: Fields): boolean {
  return typeof name === "string" && nameProblem(name) === null && name !== MANIFEST_NAME &&
    name !== SUMS_NAME && isCount(size);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isMatch(value: unknown, shape: RegExp): boolean {
  return typeof value === "string" && shape.test(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(found: ManifestProblem, place: string): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "manifest", place, found } });
}
