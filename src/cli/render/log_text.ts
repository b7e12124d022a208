import type { LoggedEvent } from "../../workflow/event.ts";
import { escapeBlock, escapeLine } from "../escape.ts";

/** Details that people wrote, and the word before them. */
const WRITTEN = [["notes", "Notes"], ["reason", "Reason"]] as const;

/**
 * One event for people: time, actor, type, where and message; below it what somebody wrote.
 *
 * @param remark A word at the end of the line, or null.
 */
export function eventText(event: LoggedEvent, remark: string | null): string {
  const place = [event.phase_id, event.item_id].filter((id) => id !== null).join("/");
  const [first = "", ...rest] = event.message.split("\n");
  const words = [
    event.timestamp,
    event.actor.padEnd(6),
    event.event_type.padEnd(20),
    ...(place === "" ? [] : [place]),
    first,
    ...(remark === null ? [] : [remark]),
  ];
  const more = rest.length === 0 ? "" : `\n${escapeBlock(rest.join("\n"), "    ")}`;
  return words.map(escapeLine).join("  ") + more + writtenText(event);
}

function writtenText({ details }: LoggedEvent): string {
  return WRITTEN.map(([key, word]) => {
    const text = details[key];
    return typeof text !== "string" || text === ""
      ? ""
      : `\n${escapeBlock(`${word}: ${text}`, "    ")}`;
  }).join("");
}
