/**
 * Environment variables that begin like those of keys and mean something else: ours, and those that
 * the predecessor read. No key may map to one of them.
 */
export const RESERVED_NAMES: readonly string[] = [
  "ORCHESTRATOR_ACTOR",
  "ORCHESTRATOR_AUDIT_FILE",
  "ORCHESTRATOR_AUTO_MIGRATE",
  "ORCHESTRATOR_EMERGENCY_OVERRIDE",
  "ORCHESTRATOR_ENV",
  "ORCHESTRATOR_LOCK",
  "ORCHESTRATOR_LOG_FILE",
  "ORCHESTRATOR_LOG_LEVEL",
  "ORCHESTRATOR_MODE",
  "ORCHESTRATOR_PASSPHRASE",
  "ORCHESTRATOR_ROOT",
  "ORCHESTRATOR_SERVER_HOST",
  "ORCHESTRATOR_SERVER_PORT",
  "ORCHESTRATOR_SERVER_WORKERS",
  "ORCHESTRATOR_SESSION",
  "ORCHESTRATOR_SKIP_FEEDBACK",
  "ORCHESTRATOR_STATE_FILE",
  "ORCHESTRATOR_TIMINGS",
  "ORCHESTRATOR_TRUST",
];

/** Beginnings of names of which each belongs to something else than a key. */
export const RESERVED_PREFIXES: readonly string[] = [
  "ORCHESTRATOR_SECRET_",
  "ORCHESTRATOR_SECURITY_",
];

/** Ends of names that hold a passphrase and that no child process inherits. */
export const RESERVED_SUFFIXES: readonly string[] = ["_PASSPHRASE"];

/** Whether an environment variable is kept for something else than a key. */
export function isReservedName(name: string): boolean {
  return RESERVED_NAMES.includes(name) ||
    RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix));
}
