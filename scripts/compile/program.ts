import { join } from "node:path";
import { chooserOf, rehearsalOf } from "./chooser.ts";
import { WHOLE } from "./entries.ts";
import { families } from "./families.ts";
import { makeParts } from "./parts.ts";
import { runPinnedDeno } from "./pinned_deno.ts";
import { loadedParts, rehearse } from "./rehearse.ts";
import { say } from "./say.ts";
import { programFiles, scriptsOf, writeScripts } from "./scripts.ts";
import { programSuffix, type Target } from "./targets.ts";

/** A program to be made. */
export interface ProgramRequest {
  readonly repository: string;
  /** A directory of the caller's for what is needed on the way. */
  readonly work: string;
  /** An empty directory; it gets the program, whose first module is `main.js`. */
  readonly directory: string;
  /** The platform that it is for. */
  readonly target: Target;
  /** Compiles what is in `directory` so far. */
  readonly compile: (out: string) => Promise<void>;
}

/**
 * Makes what is compiled: the program in parts, those together in scripts that are loaded together.
 * Which these are, one rehearsal shows; the compiled code of the scripts comes from another. A program
 * for another machine goes without compiled code: it compiles each script when it runs it.
 */
export async function makeProgram(request: ProgramRequest): Promise<void> {
  const { repository, work, directory, target } = request;
  const main = join(directory, "main.js");
  const place = join(work, "parts");
  await Deno.mkdir(place);
  const parts = await makeParts(repository, place);

  await writeScripts(directory, parts, new Map());
  await Deno.writeTextFile(main, rehearsalOf(programFiles(new Map(), [])));
  const deno = await runPinnedDeno({
    repository,
    cwd: work,
    args: ["eval", "console.log(Deno.execPath())"],
  });
  const seen = await rehearse({
    program: [deno.trim(), "run", "--no-config", "-A", main],
    directory: join(work, "loading"),
  });
  const entries = [WHOLE, ...families().map(({ name }) => name)];
  const loaded = new Map(
    await Promise.all(
      entries.map(async (entry) => [entry, await loadedParts(seen, entry)] as const),
    ),
  );
  const scripts = scriptsOf(loaded);
  await writeScripts(directory, parts, scripts, loaded);

  const names = [...scripts.keys()];
  const prepared = target === Deno.build.target ? names : [];
  if (prepared.length === 0) say(`The scripts of a program for ${target} go without compiled code`);
  else {
    await Deno.writeTextFile(main, rehearsalOf(programFiles(scripts, names)));
    const program = join(work, `rehearsal${programSuffix(target)}`);
    await request.compile(program);
    const kept = await rehearse({ program: [program], directory: join(work, "compiling") });
    for (const name of prepared) {
      await Deno.copyFile(join(kept, `${name}.prepared`), join(directory, `${name}.prepared`));
    }
  }
  await Deno.writeTextFile(main, chooserOf(programFiles(scripts, prepared)));
}
