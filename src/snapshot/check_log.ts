import { leaveHashes } from "../stream/nudge_collector.ts";
import { type LogPosition, scanLog } from "../session/scan_log.ts";

/** In bytes; a group is much shorter. */
const LONGEST_GROUP = 67_108_864;

/** How much more memory there is than was needed, in bytes: what is left over differs from block to block. */
const SPARE = 1_048_576;

/** Checks a log while it is read: sequence, chain, and whole groups. */
export class LogCheck {
  #position: LogPosition;
  /** What came and is no whole group yet lies at its beginning. */
  #memory: Uint8Array = new Uint8Array();
  #used = 0;
  #isSound = true;

  /** @param link Chain link of `base.json`. */
  constructor(link: string) {
    this.#position = { seq: 0, head: link, from: 0, to: 0 };
  }

  /** Takes what comes next. */
  add(block: Uint8Array): void {
    if (!this.#isSound) return;
    const start = this.#position;
    const { position, tail } = scanLog(this.#append(block), start, () => {});
    this.#position = position;
    this.#memory.copyWithin(0, position.to - start.to, this.#used);
    this.#used -= position.to - start.to;
    leaveHashes(position.seq - start.seq);
    this.#isSound = tail.kind !== "damaged" && this.#used <= LONGEST_GROUP;
  }

  /** The position after the last event; null when the log is not whole. */
  end(): LogPosition | null {
    return this.#isSound && this.#used === 0 ? this.#position : null;
  }

  /** Everything that is not checked yet. Memory is used again: blocks are many. */
  #append(block: Uint8Array): Uint8Array {
    const length = this.#used + block.length;
    if (this.#memory.length < length) {
      const larger = new Uint8Array(length + SPARE);
      larger.set(this.#memory.subarray(0, this.#used));
      this.#memory = larger;
    }
    this.#memory.set(block, this.#used);
    this.#used = length;
    return this.#memory.subarray(0, length);
  }
}
