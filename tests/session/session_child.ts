import { OrchestratorError } from "../../src/store/failure.ts";
import { record } from "../../src/session/record.ts";
import { startSession } from "../../src/session/start_session.ts";
import { note, startRequest, writerAt } from "../support/writer.ts";

const [task = "", home = "", id = "", ...texts] = Deno.args;

try {
  const writer = writerAt(home);
  if (task === "record") {
    await record(writer, id, () => ({ events: texts.map(note) }));
  } else if (task === "start") {
    const times = Number(id === "" ? "1" : id);
    for (let time = 0; time < times; time++) {
      await startSession(writer, startRequest({ another: true }));
    }
  } else {
    throw new Error(`Unknown task "${task}"`);
  }
} catch (error) {
  if (!(error instanceof OrchestratorError)) {
    throw error;
  }
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(error.failure)));
  Deno.exitCode = 74;
}
