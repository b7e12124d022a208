import type { Notice } from "../session/notice.ts";
import { escapeLine } from "./escape.ts";

/** A notice in one line for stderr. */
export function noticeText(notice: Notice): string {
  return `note: ${sentence(notice)}`;
}

function sentence(notice: Notice): string {
  switch (notice.kind) {
    case "torn_repaired":
      return `the last ${notice.bytes} bytes of the log of ${notice.session} never counted; ` +
        `they are kept in ${escapeLine(notice.quarantine)}`;
    case "lock_waited":
      return `waited ${notice.milliseconds.toFixed(2)} ms for ${escapeLine(notice.lock)}`;
    case "suspect_repaired":
      return `the log of ${notice.session} was written anew after a failed sync`;
    case "interrupted_finished":
      return `an interrupted command (${escapeLine(notice.operation)}) was finished`;
    case "interrupted_undone":
      return `an interrupted command (${escapeLine(notice.operation)}) was undone`;
    case "cache_not_written":
      return `the cache of ${notice.session} could not be written (${
        escapeLine(notice.problem)
      }); nothing is lost, reading takes longer`;
    case "cache_dropped":
      return `the cache of ${notice.session} did not fit its log, which git has moved; it was dropped`;
    case "summary_not_written":
      return `the summary of ${notice.session} could not be written: ${escapeLine(notice.problem)}`;
  }
}
