import { LAYOUT } from "../repo/layout.ts";
import { sweepCopies } from "../store/sweep_copies.ts";
import { sweepStages } from "../store/stage.ts";

/** Removes what dead processes have left half done. The caller holds the repository lock. */
export function sweepHouse(home: string): void {
  sweepStages(home, LAYOUT.tmp, null);
  for (const directory of [LAYOUT.sessions, LAYOUT.trash]) {
    sweepCopies(home, directory);
  }
}
