import { fail } from "../../store/failure.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import { type CommandGroup, isBelow } from "../command_syntax.ts";
import type { Output } from "../output.ts";
import { commandPage, wordPage } from "./command_page.ts";
import { manPage } from "./man_page.ts";
import { overviewPage } from "./overview_page.ts";
import { topicText } from "./topic_text.ts";
import { TOPICS } from "./topics.ts";

/** The topic that is the manual page, for `man`. */
const MAN = "man";

/**
 * The help page of a topic: a command, with the guide of its name if there is one, the first word of
 * several, or a page; the overview without one.
 *
 * @throws `usage` for a topic that does not exist
 */
export function helpOutput(
  words: readonly string[],
  groups: readonly CommandGroup[],
): Output & { readonly text: string } {
  const topic = words.join(" ");
  const text = page(topic, groups);
  return { json: { topic: topic === "" ? null : topic, text }, text };
}

function page(topic: string, groups: readonly CommandGroup[]): string {
  if (topic === "") return overviewPage(groups);
  const commands = groups.flatMap(({ entries }) => entries);
  const entry = commands.find(({ path, aliases }) => path === topic || aliases?.includes(topic));
  const page = TOPICS.find(({ name }) => name === topic);
  const guide = page === undefined ? null : topicText(page.markdown);
  if (entry !== undefined) {
    return guide === null ? commandPage(entry) : `${commandPage(entry)}\n${guide}`;
  }
  const below = commands.filter((command) => isBelow(command, topic));
  if (below.length > 0) return wordPage(topic, below);
  if (topic === MAN) return manPage(groups);
  if (guide !== null) return guide;
  const shown = commands.filter(({ hidden }) => hidden !== true).map(({ path }) => path);
  const names = [...shown, ...TOPICS.map(({ name }) => name), MAN];
  const near = nearestName(topic, names);
  const problem = `there is no help page "${topic}"`;
  throw fail("usage", {
    problem: near === null ? problem : `${problem}, did you mean "${near}"?`,
    command: "",
  });
}
