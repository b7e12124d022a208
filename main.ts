import { runCli } from "./src/cli/run_cli.ts";

await runCli();
