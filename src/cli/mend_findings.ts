import type { Finding } from "../doctor/finding.ts";
import { LAYOUT } from "../repo/layout.ts";
import { readInterrupted, settleInterrupted, settleUnderLock } from "../session/interrupted.ts";
import { lockRepository } from "../session/lock_house.ts";
import { quarantine } from "../session/quarantine.ts";
import { type RepairReport, repairSession } from "../session/repair_session.ts";
import type { Writer } from "../session/writer.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegular } from "../store/read_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import { escapeLine } from "./escape.ts";

/** Mends findings and returns a line for each thing that was done. Every byte is kept. */
export async function mendFindings(
  writer: Writer,
  findings: readonly Finding[],
): Promise<readonly string[]> {
  const done: string[] = [];
  for (const { id, session, evidence } of findings) {
    if (id === "journal" && evidence["refused"] === true) {
      const line = await setJournalAside(writer);
      if (line !== null) done.push(line);
    } else if (id === "journal") {
      await settleInterrupted(writer);
      done.push("an interrupted command was finished or undone");
    } else if (session !== null) {
      const report = await repairSession(writer, session);
      if (report !== null) done.push(repairText(session, report));
    }
  }
  return done;
}

/** Null if there is none by the time that we have the lock: somebody else has seen to it. */
async function setJournalAside(writer: Writer): Promise<string | null> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), () => {
    if (!isRefused(writer)) {
      settleUnderLock(writer);
      return null;
    }
    const { path } = checkedPath(home, LAYOUT.journal, "file");
    const bytes = readRegular(path) ?? new Uint8Array();
    const kept = quarantine(home, bytes, {
      session: "journal",
      file: "journal.json",
      reason: "not what any operation writes",
      seq: 0,
      at: writer.now(),
    });
    removeDurably(home, LAYOUT.journal);
    return `journal.json was set aside as ${kept}`;
  });
}

/** What was no good without the lock may have been an operation at work. */
function isRefused({ place: { home }, operations }: Writer): boolean {
  try {
    readInterrupted(home, operations);
    return false;
  } catch (error) {
    if (error instanceof OrchestratorError && error.failure.code === "journal.refused") return true;
    throw error;
  }
}

function repairText(session: string, report: RepairReport): string {
  const { kept, recovered, dropped, quarantine: place } = report;
  const lost = dropped.map(({ line, problem }) => `line ${line} (${problem})`).join(", ");
  return escapeLine(
    `session ${session}: ${kept} events kept, ${recovered.length} recovered` +
      (dropped.length === 0 ? "" : `, not kept: ${lost}`) +
      `; the log as it was is in ${place}`,
  );
}
