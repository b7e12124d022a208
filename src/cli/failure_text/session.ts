import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "directory.unusable"
  | "home.not_found"
  | "home.unsafe"
  | "home.root_missing"
  | "identity.differs"
  | "id.invalid"
  | "session.not_found"
  | "session.ambiguous"
  | "session.none"
  | "session.not_ours"
  | "session.damaged"
  | "session.newer"
  | "session.events_only"
  | "session.unreadable"
  | "start.active_exists"
  | "start.trust_refused"
  | "workflow.not_active";

/** Most entries of a list that a message shows. */
const SHOWN = 10;

/** Failures about the home, its identity, and the choice and condition of sessions. */
export const SESSION_FAILURES: FailureTexts<Codes> = {
  "directory.unusable": ({ problem }) => ({
    exit: EXIT.unavailable,
    message: `Cannot use the working directory: ${escapeLine(problem)}`,
    details: ["Work in a directory that is there and whose whole path is UTF-8"],
    fix: ["cd"],
  }),
  "home.not_found": ({ from, outside }) => ({
    exit: EXIT.noInput,
    message: `Cannot find .orchestrator/ from "${escapeLine(from)}"`,
    ...(outside === null
      ? {}
      : { details: [`One exists outside of this repository: ${escapeLine(outside)}`] }),
    fix: [
      ...(outside === null ? [] : [`orchestrator status --root ${quoteWord(outside)}`]),
      'orchestrator start "<task>"',
      "orchestrator init",
    ],
  }),
  "home.unsafe": ({ path, found, expected }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot use "${escapeLine(path)}": it is ${found}, not ${expected}`,
    details: ["Nothing was touched; look at it, and move it away if it is not yours"],
    fix: [`ls -ld ${quoteWord(path)}`],
  }),
  "home.root_missing": ({ path, source }) => ({
    exit: EXIT.noInput,
    message: `Cannot use "${escapeLine(path)}" from ${source}: there is no such directory`,
    fix: source.startsWith("-") ? ["orchestrator paths"] : [`unset ${source}`],
  }),
  "identity.differs": ({ home, recorded, found }, { root }) => ({
    exit: EXIT.refused,
    message: "Cannot change anything here: .orchestrator/ was made for another repository",
    details: [`Made for ${escapeLine(recorded)}, this is ${escapeLine(found)}`],
    fix: [
      `orchestrator doctor${root}`,
      `mv ${quoteWord(`${home}/.orchestrator`)} ${quoteWord(`${home}/.orchestrator.other`)}`,
    ],
  }),
  "id.invalid": ({ what, id }, { root }) => ({
    exit: EXIT.usage,
    message: `Cannot use "${escapeLine(id)}" as ${what}: ` +
      "ids are 1 to 64 letters, digits, dots, dashes and underscores, and begin with a letter or digit",
    fix: [`orchestrator ${what === "a checkpoint" ? "checkpoints --all" : "session list"}${root}`],
  }),
  "session.not_found": ({ wanted, known }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot find session "${escapeLine(wanted)}"`,
    ...listed("Sessions here", known),
    fix: [`orchestrator session list${root}`],
  }),
  "session.ambiguous": ({ wanted, matches }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot choose a session: "${escapeLine(wanted)}" fits ${matches.length} of them`,
    ...listed("They are", matches),
    fix: [...matches.slice(0, 2).map((id) => `orchestrator session show ${id}${root}`)],
  }),
  "session.none": ({ active }, { root }) => ({
    exit: EXIT.noInput,
    message: active.length === 0
      ? "No active workflow: this needs a session, and there is none"
      : "No active workflow is current here, and there are several",
    ...listed("Active sessions", active),
    fix: active.length === 0
      ? [`orchestrator start "<task>"${root}`]
      : active.slice(0, 3).map((id) => `orchestrator session switch ${id}${root}`),
  }),
  "session.not_ours": ({ session }, { root }) => ({
    exit: EXIT.refused,
    message:
      `Cannot use session "${session}": the predecessor made it, and it has to be migrated first`,
    fix: [`orchestrator migrate${root}`, `orchestrator session list${root}`],
  }),
  "session.damaged": ({ session, line, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot add to session "${session}": its log is damaged at line ${line} (${
      escapeLine(problem.replaceAll("_", " "))
    })`,
    details: ["Repair keeps every byte: what does not fit goes to .orchestrator/quarantine"],
    fix: [`orchestrator doctor --fix${root}`],
  }),
  "session.newer": ({ session, what }, { root }) => ({
    exit: EXIT.unavailable,
    message: `Cannot change session "${session}": a newer version wrote ${escapeLine(what)}`,
    details: ["It can be read here; install a newer orchestrator to go on with it"],
    fix: [`orchestrator log --session ${session}${root}`],
  }),
  "session.events_only": ({ session }, { root }) => ({
    exit: EXIT.refused,
    message:
      `Session "${session}" can only be read with log: of its workflow no more than events is known`,
    fix: [`orchestrator log --session ${session}${root}`],
  }),
  "session.unreadable": ({ session, path, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot read session "${escapeLine(session)}": "${escapeLine(path)}" ${
      escapeLine(problem)
    }`,
    fix: [`orchestrator doctor${root}`],
  }),
  "start.active_exists": ({ session, task, wanted }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot start: session "${session}" is active`,
    details: [`Its task: ${escapeLine(task)}`],
    fix: [
      `orchestrator status${root} --session ${quoteWord(session)}`,
      `orchestrator start ${quoteWord(wanted)} --parallel${root}`,
      `orchestrator finish --abandon --reason "<why>"${root} --session ${quoteWord(session)}`,
    ],
  }),
  "start.trust_refused": ({ count }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot start: trust.start is "refuse", and the workflow names ${count} ${
      count === 1 ? "command" : "commands"
    }`,
    fix: ["unset ORCHESTRATOR_TRUST_START"],
  }),
  "workflow.not_active": ({ status, command }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot ${command.replaceAll("_", " ")}: the workflow is ${status}`,
    fix: [`orchestrator start "<task>"${root}`],
  }),
};

function listed(title: string, ids: readonly string[]): { details?: readonly string[] } {
  if (ids.length === 0) return {};
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : "";
  return { details: [`${title}: ${ids.slice(0, SHOWN).map(escapeLine).join(", ")}${more}`] };
}
