import { sha256Hex } from "../store/sha256.ts";
import { pythonJson } from "./python_json.ts";

/**
 * What the `_checksum` of a state says: which of the predecessor's three ways to compute it fits.
 * A: 16 hex digits, over `_version` too; B: 32 of the same; C: 32, without `_version`.
 */
export type ChecksumResult = "none" | "A" | "B" | "C" | "differs";

const SEAL = new Set(["_checksum", "_updated_at"]);
const SEAL_AND_VERSION = new Set([...SEAL, "_version"]);

/** Verifies the checksum of a state from its text, which must be valid JSON. */
export function verifyChecksum(text: string, recorded: unknown): ChecksumResult {
  if (recorded === undefined || recorded === null) return "none";
  if (recorded === digest(text, SEAL_AND_VERSION, 32)) return "C";
  if (recorded === digest(text, SEAL, 32)) return "B";
  if (recorded === digest(text, SEAL, 16)) return "A";
  return "differs";
}

function digest(text: string, drop: ReadonlySet<string>, length: number): string | null {
  const canonical = pythonJson(text, drop);
  return canonical === null ? null : sha256Hex(canonical).slice(0, length);
}
