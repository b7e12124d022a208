import { endProcess, systemContext } from "./context.ts";
import { dispatch } from "./dispatch.ts";

/** Runs the command line of this process. */
export async function runCli(): Promise<void> {
  endProcess(await dispatch(systemContext()));
}
