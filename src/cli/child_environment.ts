/** What the commands of a workflow never inherit: the keys to our own secrets. */
const WITHHELD =
  /^(ORCHESTRATOR_([A-Z0-9_]*_)?PASSPHRASE|ORCHESTRATOR_SECRET_.*|SECRETS_PASSWORD|SOPS_.*)$/i;

/**
 * What they get with `verification.env: minimal`: who and where they are, how to speak, where to find
 * programs and put files. No tokens, no proxies, nothing that loads code.
 */
const MINIMAL =
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|TZ|LANG|LANGUAGE|LC_[A-Z]+|TERM|COLORTERM|NO_COLOR|CI|TMPDIR|TMP|TEMP|XDG_(CONFIG|CACHE|DATA|STATE|RUNTIME)_(HOME|DIR)|VIRTUAL_ENV|PATHEXT|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|USERNAME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES)$/i;

/** Whether a variable holds a key to our own secrets, which no program that we start inherits. */
export function isWithheld(name: string): boolean {
  return WITHHELD.test(name);
}

/** The environment for a command of a workflow, by the setting `verification.env`. */
export function childEnvironment(
  env: Readonly<Record<string, string>>,
  choice: "inherit" | "minimal",
): Readonly<Record<string, string>> {
  const isGiven = (name: string): boolean =>
    !WITHHELD.test(name) && (choice === "inherit" || MINIMAL.test(name));
  return Object.fromEntries(Object.entries(env).filter(([name]) => isGiven(name)));
}
