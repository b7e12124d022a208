import type { ProblemKind } from "../../migrate/problem.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";
import { problemText } from "../render/plan_problem_text.ts";
import { sizeText } from "../render/size_text.ts";

type Codes =
  | "legacy.active"
  | "migrate.blocked"
  | "migrate.no_space"
  | "migrate.secrets_stay"
  | "migrate.changed"
  | "migrate.unsound"
  | "migration.not_found"
  | "migration.unreadable"
  | "migration.already_back"
  | "migration.backup_differs"
  | "migration.occupied";

/** Most paths that a message shows. */
const SHOWN = 10;

/** Failures of taking over the predecessor's state, and of giving it back. */
export const MIGRATE_FAILURES: FailureTexts<Codes> = {
  "legacy.active": ({ path, workflow, task, tree }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot change anything here: "${escapeLine(path)}" holds an active workflow of the ` +
      `predecessor, "${escapeLine(workflow)}"`,
    details: [`Its task: ${escapeLine(task)}`],
    fix: [
      ...(tree === null
        ? [`orchestrator migrate${root}`, `orchestrator migrate --dry-run${root}`]
        : [`orchestrator import-legacy ${quoteWord(tree)}${root}`]),
      `orchestrator status${root}`,
    ],
  }),
  "migrate.blocked": ({ problems }, { root }) => ({
    exit: EXIT.refused,
    message: "Cannot migrate: something here has to be mended first",
    details: [
      ...shown(
        problems.map((one) => problemText({ ...one, kind: one.kind as ProblemKind, blocks: true })),
      ),
      "Nothing was changed",
    ],
    fix: [`orchestrator migrate --dry-run${root}`],
  }),
  "migrate.secrets_stay": ({ paths, names, why }, { root }) => ({
    exit: EXIT.refused,
    message: why === "name"
      ? `Cannot move the secrets: none can have the name ${names.map(escapeLine).join(", ")}`
      : `Cannot move the secrets: the vault has another value of ${
        names.map(escapeLine).join(", ")
      }`,
    details: ["Nothing was migrated; the values that fit are in the vault already"],
    fix: why === "name"
      ? [`orchestrator migrate${root}`]
      : paths.map((path) => `orchestrator secrets import ${quoteWord(path)} --force${root}`),
  }),
  "migrate.no_space": ({ needed, free }, { root }) => ({
    exit: EXIT.io,
    message: `Cannot migrate: it needs ${sizeText(needed)}, and ${sizeText(free)} are free`,
    details: ["Originals stay in a backup, so that everything is there twice; nothing was changed"],
    fix: [`orchestrator migrate --dry-run${root}`],
  }),
  "migrate.changed": ({ paths }, { root }) => ({
    exit: EXIT.busy,
    message: "Cannot migrate: files were changed while they were copied",
    details: [
      ...shown(paths),
      "The predecessor may be at work here; stop it first. Everything is as it was",
    ],
    fix: [`orchestrator migrate${root}`],
  }),
  "migrate.unsound": ({ migration, sessions }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot keep migration ${migration}: what it made cannot be read back`,
    details: [`Sessions: ${sessions.join(", ")}`, "It was rolled back: the originals are in place"],
    fix: [`orchestrator migrate --dry-run${root}`],
  }),
  "migration.not_found": ({ wanted, known }, { root }) => ({
    exit: EXIT.noInput,
    message: wanted === null
      ? "Cannot roll back: no migration is in force here"
      : `Cannot find the migration "${escapeLine(wanted)}"`,
    details: known.length === 0 ? ["Nothing was ever migrated here"] : [
      `Known: ${shown(known).join(", ")}`,
    ],
    fix: [`orchestrator migrate --list${root}`],
  }),
  "migration.unreadable": ({ migration, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot use the record of migration ${escapeLine(migration)}: ${problem}`,
    details: [
      `The originals lie in .orchestrator/migrations/${escapeLine(migration)}/backup, untouched`,
    ],
    fix: [`orchestrator migrate --list${root}`],
  }),
  "migration.already_back": ({ migration }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot roll back migration ${migration}: that has been done`,
    fix: [`orchestrator migrate --list${root}`],
  }),
  "migration.backup_differs": ({ migration, paths }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot roll back migration ${migration}: its backup is not what was put there`,
    details: [...shown(paths), "Nothing was moved"],
    fix: [`orchestrator migrate --list${root}`],
  }),
  "migration.occupied": ({ migration, paths }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot roll back migration ${migration}: something new lies where originals belong`,
    details: [...shown(paths), "Move it away first; nothing was moved"],
    fix: [`orchestrator migrate --rollback ${migration}${root}`],
  }),
};

function shown(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return [
    ...lines.slice(0, SHOWN).map(escapeLine),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
