import { appendBytes } from "../../src/store/append_file.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { copyFileDurably } from "../../src/store/copy_file.ts";
import { acquireLock } from "../../src/store/lock.ts";
import { replaceFile } from "../../src/store/replace_file.ts";
import { makeStage } from "../../src/store/stage.ts";
import { atomicWriteFile } from "../../src/store/write_outside.ts";

const [task = "", home = "", ...rest] = Deno.args;

/** Says that a lock or stage is held, and holds it until standard input is closed. */
function holdUntilEndOfInput(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
  while (Deno.stdin.readSync(new Uint8Array(1024)) !== null);
}

async function work(): Promise<void> {
  const [text = "", count = "0"] = rest;
  const bytes = new TextEncoder().encode(text.repeat(Number(count)));
  if (task === "lock") {
    const holder = { pid: Deno.pid, host: "here", command: "held", since: "now" };
    using _lock = await acquireLock(home, "lock", { timeoutSeconds: 10, mode: "flock" }, holder);
    holdUntilEndOfInput("held");
  } else if (task === "stage") {
    using stage = makeStage(home, "tmp");
    holdUntilEndOfInput(stage.name);
  } else if (task === "append") {
    using file = appendBytes(`${home}/log`, Deno.statSync(`${home}/log`).size, bytes);
    file.sync();
  } else if (task === "replace") {
    replaceFile(home, "tmp", "file", bytes);
  } else if (task === "write") {
    atomicWriteFile(`${home}/file`, bytes);
  } else if (task === "copy") {
    copyFileDurably(`${home}/from`, `${home}/to`);
  } else {
    throw new Error(`Unknown task "${task}"`);
  }
}

try {
  await work();
} catch (error) {
  if (!(error instanceof OrchestratorError)) {
    throw error;
  }
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(error.failure)));
  Deno.exitCode = 74;
}
