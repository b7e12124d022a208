import { type CrashCase, faultName, isOutput } from "./crash_faults.ts";

/** Counts what came of the cases of one command, by system call and fault. */
export class CrashTable {
  readonly #name: string;
  readonly #rows = new Map<string, Map<string, number>>();
  readonly #calls = new Set<string>();
  #cases = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Adds one case; one that failed is marked. */
  add({ call, fault }: CrashCase, outcome: string, failed: boolean): void {
    const name = isOutput(call) ? "write (stdout)" : call.syscall;
    const key = `${name.padEnd(16)}${faultName(fault).padEnd(20)}`;
    const row = this.#rows.get(key) ?? new Map<string, number>();
    const text = failed ? `FAILED ${outcome}` : outcome;
    row.set(text, (row.get(text) ?? 0) + 1);
    this.#rows.set(key, row);
    this.#calls.add(`${call.syscall} ${call.ordinal}`);
    this.#cases++;
  }

  /** Prints command × system call → outcome. `states`: how many of the states left differ. */
  print(states: number, seconds: number, remark: string): void {
    const title =
      `${this.#name}: ${this.#calls.size} mutating system calls, ${this.#cases} cases, ` +
      `${states} states on disk, ${seconds.toFixed(0)} s${remark}`;
    const rows = Array.from(this.#rows, ([key, row]) => `  ${key}${outcomes(row)}`).sort();
    const text = ["", title, ...rows, ""].join("\n");
    Deno.stdout.writeSync(new TextEncoder().encode(text));
  }
}

function outcomes(row: ReadonlyMap<string, number>): string {
  return Array.from(row, ([outcome, count]) => `${count} ${outcome}`).sort().join(", ");
}
