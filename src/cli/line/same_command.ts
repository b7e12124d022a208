import { type Call, hintFlags } from "../call.ts";
import { quoteWord } from "./quote_word.ts";

/** The command line of a call, for the same place, to be printed with a flag added. */
export function sameCommand(call: Call, added: string): string {
  const { entry, flags, args } = call;
  const given = [...flags].flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [value].flat().map((one) => flagWords(name, one))
  );
  const ends = args.some((word) => word.startsWith("-") && word !== "-") ? ["--"] : [];
  const all = [...given, `${added}${hintFlags(call).root}`, ...ends, ...args.map(quoteWord)];
  return ["orchestrator", entry.path, ...all].join(" ");
}

function flagWords(name: string, value: string): string {
  return `--${name}${value.startsWith("-") ? "=" : " "}${quoteWord(value)}`;
}
