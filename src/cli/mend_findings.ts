import type { Finding } from "../doctor/finding.ts";
import { LAYOUT } from "../repo/layout.ts";
import { settleInterrupted } from "../session/interrupted.ts";
import { lockRepository } from "../session/lock_house.ts";
import { quarantine } from "../session/quarantine.ts";
import { type RepairReport, repairSession } from "../session/repair_session.ts";
import type { Writer } from "../session/writer.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
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
      done.push(await setJournalAside(writer));
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

async function setJournalAside(writer: Writer): Promise<string> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), () => {
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

function repairText(session: string, report: RepairReport): string {
  const { kept, recovered, dropped, quarantine: place } = report;
  const lost = dropped.map(({ line, problem }) => `line ${line} (${problem})`).join(", ");
  return escapeLine(
    `session ${session}: ${kept} events kept, ${recovered.length} recovered` +
      (dropped.length === 0 ? "" : `, not kept: ${lost}`) +
      `; the log as it was is in ${place}`,
  );
}
