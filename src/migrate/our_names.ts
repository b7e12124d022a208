import { HOUSE, LAYOUT } from "../repo/layout.ts";

/** Names in `.orchestrator/` that are ours and no single path of {@link LAYOUT}. */
const MORE = ["current", "previous", "trees", ".gitattributes"];

const OURS: ReadonlySet<string> = new Set([
  ...Object.values(LAYOUT).map((path) => path.slice(HOUSE.length + 1)),
  ...["-wal", "-shm", "-journal"].map((end) => `${LAYOUT.approvals.slice(HOUSE.length + 1)}${end}`),
  ...MORE,
]);

/** Whether a name in `.orchestrator/` is one that we give. */
export function isOurName(name: string): boolean {
  return OURS.has(name);
}
