const KEY_FILE = /^config\/orchestrator(\/vault\.key)?$/;
const USER_VAULT = /^config\/orchestrator\/vault(\/(vault|[0-9a-f]{32}(-[0-9a-f]{16})?)\.json)?$/;

/** Where the one who runs the commands wants snapshots after every event. */
const AUTO_EXPORT = /^snapshots\/[^/]+\.orcsnap$/;

/**
 * What a command may write beside `.orchestrator/`, below the directory of the fixture: the patterns
 * behind the words in the column `writes` of the command table. Commands without a row write nothing
 * else.
 */
export const PROMISED_WRITES: Readonly<Record<string, readonly RegExp[]>> = {
  "init": [/^repository\/(workflow\.yaml|AGENTS\.md|CLAUDE\.md)$/],
  "start": [/^state\/orchestrator(\/trust(\/[^/]+)?)?$/, AUTO_EXPORT],
  "complete": [AUTO_EXPORT],
  "skip": [AUTO_EXPORT],
  "approve-item": [AUTO_EXPORT],
  "approve": [AUTO_EXPORT],
  "advance": [AUTO_EXPORT],
  "finish": [AUTO_EXPORT],
  "checkpoint restore": [AUTO_EXPORT],
  "workflow reload": [/^state\/orchestrator(\/trust(\/[^/]+)?)?$/, AUTO_EXPORT],
  "trust grant": [/^state\/orchestrator(\/trust(\/[^/]+)?)?$/],
  "trust revoke": [/^state\/orchestrator\/trust\/[^/]+$/],
  "trust approve-from": [/^state\/orchestrator(\/trust(\/[^/]+)?)?$/],
  "config set": [/^config\/orchestrator(\/config\.yaml)?$/],
  "config unset": [/^config\/orchestrator\/config\.yaml$/],
  "config migrate": [
    /^config\/orchestrator(\/legacy(\/config\.yaml)?)?$/,
    /^home\/\.orchestrator\/config\.yaml$/,
  ],
  "generate-md": [/^repository\/WORKFLOW\.md$/],
  "learn": [/^repository\/LEARNINGS\.md$/],
  "session export-state": [/^exported\.json$/],
  "snapshot export": [/^exported\.tar\.zst$/],
  "snapshot decrypt": [/^exported\.tar$/],
  "snapshot keygen": [/^exported\.key$/],
  "snapshot import": [/^state\/orchestrator(\/trust(\/[^/]+)?)?$/],
  "secrets init": [KEY_FILE, USER_VAULT],
  "secrets set": [KEY_FILE, USER_VAULT],
  "secrets remove": [USER_VAULT],
  "secrets restore": [USER_VAULT],
  // The program of the fixture writes nothing.
  "secrets exec": [],
  "secrets rotate": [KEY_FILE, USER_VAULT],
  "secrets import": [KEY_FILE, USER_VAULT],
  "secrets copy": [KEY_FILE, USER_VAULT],
  "secrets export": [/^exported\.env$/],
  "import-legacy": [/^repository\/report\.md$/],
  "uninstall": [
    /^repository\/(workflow\.yaml|AGENTS\.md|CLAUDE\.md)$/,
    /^state\/orchestrator\/trust\/[^/]+$/,
  ],
  "migrate": [
    KEY_FILE,
    /^repository\/\.secrets\.enc$/,
    /^repository\/\.workflow_[^/]+(\/[^/]+)?$/,
    /^repository\/\.gitignore$/,
    /^repository\/report\.md$/,
  ],
};

/** Everything that belongs to the program in the repository of the fixture. */
export const HOUSE_FILES = /^repository\/\.orchestrator(\/|$)/;
