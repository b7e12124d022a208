import type { Call } from "../call.ts";
import type { Context } from "../context.ts";

/** How often the line is written anew, in ms. */
const INTERVAL = 200;

/** A line on a terminal's stderr that says how far something is. */
export interface Progress {
  add(bytes: number): void;
  /** Removes the line. */
  end(): void;
}

/** Shows bytes and rate of something long; shows nothing without a terminal, or with `--quiet`. */
export function startProgress(call: Call, context: Context, verb: string): Progress {
  const isShown = context.stderrIsTerminal() && !call.globals.json && !call.globals.quiet;
  if (!isShown) return { add: () => {}, end: () => {} };
  const start = context.now().getTime();
  let total = 0;
  let shown = start;
  return {
    add(bytes) {
      total += bytes;
      const now = context.now().getTime();
      if (now - shown < INTERVAL) return;
      shown = now;
      const rate = total / Math.max(1, now - start) * 1000;
      context.err(`\r\u001b[K${verb} ${sizeText(total)}, ${sizeText(rate)}/s`);
    },
    end() {
      if (shown !== start) context.err("\r\u001b[K");
    },
  };
}

/** A number of bytes for people: `4.2 MiB`. */
export function sizeText(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
