/** What the commands of a workflow never inherit: the keys to our own secrets. */
const WITHHELD =
  /^(ORCHESTRATOR_([A-Z0-9_]*_)?PASSPHRASE|ORCHESTRATOR_SECRET_.*|SECRETS_PASSWORD|SOPS_.*)$/i;

/** The environment for a command of a workflow. */
export function childEnvironment(
  env: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !WITHHELD.test(name)));
}
