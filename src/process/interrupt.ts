/** The signals after which a command ends with 130 and 143. */
export type InterruptSignal = "SIGINT" | "SIGTERM";

const WINDOWS = Deno.build.os === "windows";

/** A closed terminal is an order to end as well, and counts as SIGTERM. */
const SIGNALS: readonly (readonly [Deno.Signal, InterruptSignal])[] = WINDOWS
  ? [["SIGINT", "SIGINT"], ["SIGBREAK", "SIGTERM"]]
  : [["SIGINT", "SIGINT"], ["SIGTERM", "SIGTERM"], ["SIGHUP", "SIGTERM"]];

/**
 * Calls `handle` for every interrupting signal instead of letting it end this process. A program that
 * runs in its own process group does not get the terminal's signals: this process has to pass them on.
 *
 * @returns a function that gives the signals their usual effect back
 */
export function onInterrupt(handle: (signal: InterruptSignal) => void): () => void {
  const listeners = SIGNALS.map(([signal, meaning]) => [signal, () => handle(meaning)] as const);
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
  };
}
