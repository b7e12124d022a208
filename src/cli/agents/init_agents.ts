import { backupFile } from "../../repo/layout.ts";
import { fail } from "../../store/failure.ts";
import { type AgentsChange, type AgentsWish, changeAgents, planAgents } from "./agents_files.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { backupStamp } from "../init/init_backup.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { quoteWord } from "../line/quote_word.ts";
import { relativePath } from "../relative_path.ts";
import { writerOf } from "../writer.ts";

/** What else `init` does, and not together with this. */
const OTHERS = [
  "force",
  "restore",
  "here",
  "template",
  "portable",
  "no-portable",
  "share-config",
  "share-secrets",
];

/** Which of the two flags about the block is given, null for none. */
export function agentsWish(call: Call): AgentsWish | null {
  const wanted = hasFlag(call, "agents-md");
  const unwanted = hasFlag(call, "no-agents-md");
  if (!wanted && !unwanted) return null;
  const flag = wanted ? "agents-md" : "no-agents-md";
  const other = wanted && unwanted ? "no-agents-md" : OTHERS.find((name) => hasFlag(call, name));
  if (other !== undefined) {
    const problem = `"--${flag}" and "--${other}" do not go together`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  return wanted ? "block" : "no block";
}

/** `init --agents-md` and `--no-agents-md`: the block in `AGENTS.md` and `CLAUDE.md`, nothing else. */
export async function initAgents(
  call: Call,
  context: Context,
  wish: AgentsWish,
): Promise<Output> {
  const place = placeOf(call, context, "init");
  const dry = hasFlag(call, "dry-run");
  const stamp = backupStamp(context.now());
  let changes = planAgents(place.tree, wish);
  if (!dry && changes.some(({ does }) => does !== "keep")) {
    const writer = writerOf(call, context, place);
    await makeHouse(writer, await checkIdentity(context, place));
    changes = await changeAgents(writer, wish, stamp);
  }
  const copyOf = ({ name, copies }: AgentsChange): string | null =>
    copies && !dry ? `${place.home}/${backupFile(stamp, name)}` : null;
  const shown = (path: string): string => relativePath(path, context.cwd());
  const files = changes.map((change) => ({
    path: `${place.tree}/${change.name}`,
    does: change.does,
    copy: copyOf(change),
  }));
  return {
    json: { home: place.home, dry_run: dry, files },
    text: changes.length === 0
      ? "There is no block of orchestrator in AGENTS.md or CLAUDE.md\n"
      : changes.map((change) => {
        const path = `${place.tree}/${change.name}`;
        const copy = copyOf(change);
        const kept = copy === null
          ? ""
          : `  The one before is kept: cp ${quoteWord(shown(copy))} ${quoteWord(shown(path))}\n`;
        return `${sentence(change, escapeLine(shown(path)), dry)}\n${kept}`;
      }).join(""),
  };
}

function sentence({ does, after }: AgentsChange, path: string, dry: boolean): string {
  switch (does) {
    case "keep":
      return `${path} has the block of orchestrator already`;
    case "write":
      return `${dry ? "Would write" : "✓ Wrote"} the block of orchestrator into ${path}`;
    case "remove":
      return after === null
        ? `${dry ? "Would remove" : "✓ Removed"} ${path}: it held nothing but the block`
        : `${dry ? "Would remove" : "✓ Removed"} the block of orchestrator from ${path}`;
  }
}
