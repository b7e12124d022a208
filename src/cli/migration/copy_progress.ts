import type { Context } from "../context.ts";
import { sizeText } from "../render/size_text.ts";

/** How often the line is drawn again, in ms. */
const INTERVAL = 100;

/** A line on the terminal of stderr that says how far a copy is; elsewhere nothing is printed. */
export interface CopyProgress {
  add(bytes: number): void;
  /** Takes the line away. */
  end(): void;
}

/** @param total In bytes; null where it is not known yet. */
export function copyProgress(
  context: Context,
  title: string,
  total: () => number | null,
): CopyProgress {
  if (!context.stderrIsTerminal()) return { add: () => {}, end: () => {} };
  const started = context.now().getTime();
  let done = 0;
  let drawn = 0;
  return {
    add(bytes) {
      done += bytes;
      const now = context.now().getTime();
      if (now - drawn < INTERVAL) return;
      drawn = now;
      const whole = total();
      const part = whole === null || whole === 0
        ? ""
        : ` of ${sizeText(whole)} (${Math.min(100, Math.floor((done / whole) * 100))} %)`;
      const rate = sizeText(done / Math.max(0.001, (now - started) / 1000));
      context.err(`\r\u001b[K${title}: ${sizeText(done)}${part}, ${rate}/s`);
    },
    end() {
      if (drawn !== 0) context.err("\r\u001b[K");
    },
  };
}
