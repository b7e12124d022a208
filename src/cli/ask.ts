import type { Context } from "./context.ts";

/** Asks a question that yes or no answers; no unless the answer is yes. Ask `mayAsk` first. */
export function askYesNo(context: Context, question: string): boolean {
  context.err(`${question} [y/N] `);
  return /^y(es)?$/i.test(context.readLine()?.trim() ?? "");
}

/** Asks for one of some letters; null for anything else and for the end of input. */
export function askLetter(context: Context, question: string, letters: string): string | null {
  context.err(`${question} [${[...letters].join("/")}] `);
  const answer = (context.readLine() ?? "").trim().toLowerCase().slice(0, 1);
  return answer !== "" && letters.includes(answer) ? answer : null;
}
