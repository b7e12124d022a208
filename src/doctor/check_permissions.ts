import { HOUSE, LAYOUT, SESSION_FILES, sessionDirectory } from "../repo/layout.ts";
import { findMount, readMounts } from "../repo/mounts.ts";
import { isOurs } from "../session/load_log.ts";
import { sessionIds } from "../session/session_ids.ts";
import { currentUser, type Ownership, ownershipOf } from "../store/ownership.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

const DIRECTORIES = [
  HOUSE,
  LAYOUT.sessions,
  LAYOUT.templates,
  LAYOUT.quarantine,
  LAYOUT.trash,
  LAYOUT.tmp,
] as const;

const FILES = [LAYOUT.gitignore, LAYOUT.meta, LAYOUT.config, LAYOUT.lock] as const;

const OWN_SESSION_FILES = Object.values(SESSION_FILES).filter((file) =>
  file !== SESSION_FILES.history
);

/** Most paths of one kind that a finding is made for. */
const NAMED = 5;

/** What this user needs of a directory, and of a file. */
const NEEDED = { directory: 0o700, file: 0o600 } as const;

const OTHERS_WRITE = 0o002;

/**
 * Whether this user can change what is ours, and nobody but its owner and group can. What the
 * predecessor had and copies of it keep their modes and are left out: nothing is written there.
 */
export async function checkPermissions(
  { place: { home } }: DoctorInput,
): Promise<readonly Finding[]> {
  if (findMount(await readMounts(), home)?.readOnly === true) {
    return [found("permissions", "note", { condition: "read_only", home })];
  }
  const user = currentUser();
  if (user === null) return [found("permissions", "not_tried", { why: "system" })];
  const paths = pathsOf(home);
  const problems = paths.flatMap((path) => {
    const ownership = ownershipOf(path);
    const condition = ownership === null ? null : conditionOf(ownership, user);
    return condition === null ? [] : [{ path, condition }];
  });
  if (problems.length === 0) {
    return [found("permissions", "ok", { checked: paths.length })];
  }
  return (["others_write", "no_rights", "other_owner"] as const).flatMap((kind) => {
    const same = problems.filter(({ condition }) => condition === kind);
    const severity = kind === "other_owner" ? "note" : "error";
    return same.slice(0, NAMED).map(({ path }) =>
      found("permissions", severity, { condition: kind, path, home, count: same.length })
    );
  });
}

function pathsOf(home: string): readonly string[] {
  const names = [
    ...DIRECTORIES,
    ...FILES,
    ...sessionIds(home, null).filter((id) => isOurs(home, id)).flatMap((id) => [
      sessionDirectory(id),
      ...OWN_SESSION_FILES.map((file) => `${sessionDirectory(id)}/${file}`),
    ]),
  ];
  return names.map((name) => `${home}/${name}`).filter((path) => ownershipOf(path) !== null);
}

/** Links and what else does not belong is for the check of the house to tell. */
function conditionOf(
  { kind, user: owner, mode }: Ownership,
  user: number,
): "others_write" | "no_rights" | "other_owner" | null {
  if (mode === null || (kind !== "file" && kind !== "directory")) return null;
  if ((mode & OTHERS_WRITE) !== 0) return "others_write";
  if (owner !== user) return "other_owner";
  return (mode & NEEDED[kind]) === NEEDED[kind] ? null : "no_rights";
}
