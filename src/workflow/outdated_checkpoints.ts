import type { Checkpoint } from "./checkpoint.ts";
import { instant } from "./instant.ts";

/** However old they are, so many of a workflow stay. */
const KEPT = 5;

const DAY_MS = 86_400_000;

/** A checkpoint and its id; null for one that cannot be read. */
interface Named {
  readonly id: string;
  readonly checkpoint: Checkpoint | null;
}

/**
 * The ids of the checkpoints that a cleanup takes away, the oldest first: those that are older than some
 * days, but never the newest five of a workflow, and none that cannot be read or has no time.
 *
 * @param checkpoints The newest first.
 * @param workflow Those of this one only; null for all.
 * @param now Milliseconds.
 */
export function outdatedCheckpoints(
  checkpoints: readonly Named[],
  workflow: string | null,
  now: number,
  maxAgeDays: number,
): readonly string[] {
  const kept = new Map<string, number>();
  const outdated: string[] = [];
  for (const { id, checkpoint } of checkpoints) {
    if (checkpoint === null) continue;
    const { workflow_id: own, timestamp } = checkpoint;
    const age = now - instant(timestamp);
    if (Number.isNaN(age) || (workflow !== null && own !== workflow)) continue;
    const newer = kept.get(own) ?? 0;
    kept.set(own, newer + 1);
    if (newer >= KEPT && age > maxAgeDays * DAY_MS) outdated.push(id);
  }
  return outdated.reverse();
}
