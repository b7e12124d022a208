// Runs the command line in its arguments and prints how it ended as JSON. For the tests of interrupts.
import { runProgram } from "../../src/process/run_program.ts";

const [program = "", ...rest] = Deno.args;
const result = await runProgram({
  argv: [program, ...rest],
  program,
  cwd: Deno.cwd(),
  env: Deno.env.toObject(),
  timeoutSeconds: 60,
  outputLimit: 1000,
});
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result)));
