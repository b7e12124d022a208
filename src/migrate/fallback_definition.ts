import { WORKFLOW_FILE } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import { loadDefinition } from "../workflow/load_definition.ts";
import { DEFAULT_TEMPLATE } from "../workflow/default_workflow.ts";
import type { FallbackDefinition } from "./scan_type.ts";

const LARGEST = 16 * 1024 * 1024;

/**
 * The definition for a state without one, as the predecessor finds it: `workflow.yaml` beside the
 * state, whatever path of another machine the state remembers, else the bundled one.
 */
export async function fallbackDefinition(root: string): Promise<FallbackDefinition> {
  const bytes = readUserFile(`${root}/${WORKFLOW_FILE}`, LARGEST, "regular");
  if (bytes !== null) {
    try {
      const text = new TextDecoder().decode(bytes);
      const { definition } = await loadDefinition(text, WORKFLOW_FILE);
      return { definition, origin: "workflow.yaml", checksum: sha256Hex(bytes).slice(0, 16) };
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
    }
  }
  const { definition } = await loadDefinition(DEFAULT_TEMPLATE.text, WORKFLOW_FILE);
  return { definition, origin: "bundled", checksum: null };
}
