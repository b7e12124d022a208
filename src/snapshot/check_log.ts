import { type LogPosition, scanLog } from "../session/scan_log.ts";

/** In bytes; a group is much shorter. */
const LONGEST_GROUP = 67_108_864;

/** Checks a log while it is read: sequence, chain, and whole groups. */
export class LogCheck {
  #position: LogPosition;
  #rest: Uint8Array = new Uint8Array();
  #isSound = true;

  /** @param link Chain link of `base.json`. */
  constructor(link: string) {
    this.#position = { seq: 0, head: link, from: 0, to: 0 };
  }

  /** Takes what comes next. */
  add(block: Uint8Array): void {
    if (!this.#isSound) return;
    const bytes = new Uint8Array(this.#rest.length + block.length);
    bytes.set(this.#rest);
    bytes.set(block, this.#rest.length);
    const start = this.#position;
    const { position, tail } = scanLog(bytes, start, () => {});
    this.#position = position;
    this.#rest = bytes.subarray(position.to - start.to);
    this.#isSound = tail.kind !== "damaged" && this.#rest.length <= LONGEST_GROUP;
  }

  /** The position after the last event; null when the log is not whole. */
  end(): LogPosition | null {
    return this.#isSound && this.#rest.length === 0 ? this.#position : null;
  }
}
