import { fail } from "../../store/failure.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import { COMMAND_TABLE, commandsOf, findCommand } from "../command_table.ts";
import type { Output } from "../output.ts";
import { AGENTS_PAGE } from "./agents_page.ts";
import { commandPage, groupPage } from "./command_page.ts";
import { EXIT_CODES_PAGE } from "./exit_codes_page.ts";
import { overviewPage } from "./overview_page.ts";

const PAGES: ReadonlyMap<string, string> = new Map([
  ["agents", AGENTS_PAGE],
  ["exit-codes", EXIT_CODES_PAGE],
]);

/**
 * The help page of a topic: a command, a group of commands, or a page; the overview without one.
 *
 * @throws `usage` for a topic that does not exist
 */
export function helpOutput(words: readonly string[]): Output {
  const topic = words.join(" ");
  return { json: { topic: topic === "" ? null : topic, text: page(topic) }, text: page(topic) };
}

function page(topic: string): string {
  if (topic === "") return overviewPage();
  const entry = findCommand(topic);
  if (entry !== undefined) return commandPage(entry);
  if (commandsOf(topic).length > 0) return groupPage(topic);
  const text = PAGES.get(topic);
  if (text !== undefined) return text;
  const near = nearestName(topic, [...COMMAND_TABLE.map(({ path }) => path), ...PAGES.keys()]);
  const problem = `there is no help page "${topic}"`;
  throw fail("usage", {
    problem: near === null ? problem : `${problem}, did you mean "${near}"?`,
    command: "",
  });
}
