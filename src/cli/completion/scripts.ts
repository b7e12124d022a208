import bash from "./scripts/orchestrator.bash" with { type: "text" };
import fish from "./scripts/orchestrator.fish" with { type: "text" };
import nushell from "./scripts/orchestrator.nu" with { type: "text" };
import powershell from "./scripts/orchestrator.ps1" with { type: "text" };
import zsh from "./scripts/orchestrator.zsh" with { type: "text" };
import type { Shell } from "./shells.ts";

/**
 * The script of each shell. It holds nothing of a repository and nothing of the command table: it asks
 * the program each time, and takes each line of the answer as text, never as code.
 */
export const SCRIPTS: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell, nushell };
