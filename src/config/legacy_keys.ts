/**
 * Keys of the predecessor's user files, of which one lies where ours does. They are known, kept and
 * shown, and nothing depends on them.
 */
export const LEGACY_KEYS: readonly string[] = [
  "claude_binary",
  "feedback_sync",
  "file_policies",
  "generated_files",
  "learning",
  "resolution",
  "secrets_repo",
  "sensitive_globs",
];

/** Whether a key of a user's file is the predecessor's. */
export function isLegacyKey(key: string): boolean {
  return LEGACY_KEYS.includes(key);
}
