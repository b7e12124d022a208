import { HOUSE, LAYOUT } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { checkedPath } from "../store/checked_path.ts";
import type { DoctorInput, Finding } from "./finding.ts";

const DIRECTORIES = [
  HOUSE,
  LAYOUT.sessions,
  LAYOUT.templates,
  LAYOUT.backups,
  LAYOUT.quarantine,
  LAYOUT.trash,
  LAYOUT.tmp,
  LAYOUT.uninstalled,
  LAYOUT.secrets,
  LAYOUT.vault,
] as const;

const FILES = [LAYOUT.gitignore, LAYOUT.meta, LAYOUT.config, LAYOUT.lock, LAYOUT.journal] as const;

/** Whether everything of ours is what it has to be: no links, no files where directories belong. */
export function checkHouse({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const unsafe = [
    ...DIRECTORIES.flatMap((path) => problemAt(home, path, "directory")),
    ...FILES.flatMap((path) => problemAt(home, path, "file")),
  ];
  if (unsafe.length > 0) return Promise.resolve(unsafe);
  const evidence = { checked: DIRECTORIES.length + FILES.length };
  return Promise.resolve([
    { id: "house", severity: "ok", evidence, session: null, fixable: false },
  ]);
}

function problemAt(
  home: string,
  relative: string,
  expected: "file" | "directory",
): readonly Finding[] {
  try {
    checkedPath(home, relative, expected);
    return [];
  } catch (error) {
    if (!(error instanceof OrchestratorError) || error.failure.code !== "home.unsafe") throw error;
    const evidence = { ...error.failure.facts };
    return [{ id: "house", severity: "error", evidence, session: null, fixable: false }];
  }
}
