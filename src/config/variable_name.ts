/** The environment variable of a key: `lock.timeout` is `ORCHESTRATOR_LOCK_TIMEOUT`. */
export function variableName(key: string): string {
  return `ORCHESTRATOR_${key.replaceAll(".", "_").toUpperCase()}`;
}
