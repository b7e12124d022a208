import { LAYOUT } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { listDirectory } from "../store/list_directory.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/**
 * Whether an `uninstall` was cut off after it had set everything aside. One that could not begin has
 * left directories only, in which nothing is.
 */
export function checkUninstalled({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const { path, exists } = checkedPath(home, LAYOUT.uninstalled, "directory");
  const isSetAside = exists && holdsFile(path);
  return Promise.resolve([{
    id: "uninstalled",
    severity: isSetAside ? "note" : "ok",
    evidence: { path, exists: isSetAside },
    session: null,
    fixable: false,
  }]);
}

function holdsFile(directory: string): boolean {
  return listDirectory(directory).some(({ name, kind }) =>
    kind !== "directory" || holdsFile(`${directory}/${name}`)
  );
}
