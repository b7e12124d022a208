import { LAYOUT } from "../repo/layout.ts";
import type { Artefact } from "./artefact.ts";
import type { PlanOptions } from "./plan_options.ts";
import { leftOf, originalOf } from "./plan_rows.ts";
import type { Conflict, LeftFile, LeftReason, Original, Placement } from "./plan_type.ts";
import { note, type PlanProblem } from "./problem.ts";
import type { Found, Scan } from "./scan_type.ts";

/** What becomes of everything that does not become part of a session. */
export interface Places {
  readonly placements: readonly Placement[];
  readonly copies: readonly Placement[];
  readonly originals: readonly Original[];
  readonly left: readonly LeftFile[];
  readonly conflicts: readonly Conflict[];
}

/** Destinations of which there is only one: a second file of the purpose is a conflict. */
const SINGLE: ReadonlySet<string> = new Set([
  LAYOUT.config,
  ...["", "-wal", "-shm", "-journal"].map((end) => `${LAYOUT.approvals}${end}`),
  `${LAYOUT.prd}/state.json`,
  `${LAYOUT.prd}/sessions.json`,
  ...["secrets.enc", "sops.yaml", "manus/secrets.enc", "manus/sops.yaml"].map((name) =>
    `${LAYOUT.secrets}/${name}`
  ),
]);

/** Finds a place for each. */
export function planPlaces(scan: Scan, options: PlanOptions, problems: PlanProblem[]): Places {
  const placements: Placement[] = [];
  const copies: Placement[] = [];
  const originals: Original[] = [];
  const left: LeftFile[] = [];
  const conflicts: Conflict[] = [];
  const taken = new Set(scan.taken);

  /** The place that a file gets; null where the contained file of its purpose wins. */
  const place = (found: Found, wanted: string): Placement | null => {
    const isTaken = taken.has(wanted);
    if (!SINGLE.has(wanted)) {
      const to = freePath(wanted, taken);
      taken.add(to);
      return placementOf(found, to, false);
    }
    const wins = options.force ?? "new";
    if (isTaken) conflicts.push({ old: found.seen.path, new: wanted, wins });
    taken.add(wanted);
    return isTaken && wins === "new" ? null : placementOf(found, wanted, isTaken);
  };
  const move = (found: Found, wanted: string): void => {
    const placed = place(found, wanted);
    if (placed !== null) placements.push(placed);
    originals.push(originalOf(found, placed === null ? [] : [placed.to]));
  };

  const copy = (found: Found): void => {
    const { artefact, seen, source } = found;
    const placed = scan.identical.has(source)
      ? null
      : place(found, destination(artefact, seen.path));
    if (placed === null) left.push(leftOf(seen, artefact, "secret"));
    else copies.push(placed);
  };

  for (const found of scan.others) {
    const { artefact, seen } = found;
    switch (artefact.policy) {
      case "move":
        move(found, destination(artefact, seen.path));
        break;
      case "retire":
        originals.push(originalOf(found, []));
        break;
      case "copy":
        if (options.moveSecrets) originals.push(originalOf(found, []));
        else copy(found);
        break;
      case "session":
        // Too large to be taken apart.
        move(found, `${LAYOUT.legacy}/${plainName(seen.path)}`);
        break;
      case "leave":
        if (artefact.id === "custom" && isIncluded(found, options, problems)) {
          move(found, `${LAYOUT.legacy}/${plainName(seen.path)}`);
        } else if (artefact.id === "keys" && !seen.path.endsWith(".enc")) {
          problems.push(note("plaintext_key", seen.path));
          left.push(leftOf(seen, artefact, "secret"));
        } else {
          left.push(leftOf(seen, artefact, reasonOf(found, options, problems)));
        }
    }
  }
  return { placements, copies, originals, left, conflicts };
}

function placementOf({ artefact, seen, source }: Found, to: string, replaces: boolean): Placement {
  const kind = artefact.kind;
  const { bytes, files } = seen;
  return { artefact: artefact.id, from: source, to, kind, replaces, bytes, files };
}

function destination({ to }: Artefact, path: string): string {
  const base = to ?? `${LAYOUT.legacy}/`;
  return base.endsWith("/") ? base + path.slice(path.lastIndexOf("/") + 1) : base;
}

function freePath(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1;; count++) {
    const path = count === 1 ? wanted : `${wanted}-${count}`;
    if (!taken.has(path)) return path;
  }
}

/** A name in `legacy/`, where nothing has to be hidden. */
function plainName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/^\.+/, "");
}

/** What has a problem is never taken along: it may be a link to what is somebody else's. */
function isIncluded(
  { seen: { path } }: Found,
  { include, ignore }: PlanOptions,
  problems: readonly PlanProblem[],
): boolean {
  return !ignore.has(path) && (include === "all" || include.has(path)) &&
    !hasProblem(path, problems);
}

function hasProblem(path: string, problems: readonly PlanProblem[]): boolean {
  return problems.some((problem) => problem.path === path);
}

const REASONS: ReadonlyMap<string, LeftReason> = new Map([
  ["settings", "in_use"],
  ["audit", "in_use"],
  ["sops_rules", "user"],
  ["user_document", "user"],
  ["keys", "secret"],
  ["custom", "unknown"],
]);

function reasonOf(
  { artefact, seen }: Found,
  { ignore }: PlanOptions,
  problems: readonly PlanProblem[],
): LeftReason {
  if (ignore.has(seen.path)) return "ignored";
  if (hasProblem(seen.path, problems)) return "problem";
  return REASONS.get(artefact.id) ?? "other_feature";
}
