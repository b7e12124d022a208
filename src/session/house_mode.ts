import { LAYOUT } from "../repo/layout.ts";
import { readRegularText } from "../store/read_file.ts";

/** First line of the `.gitignore` of portable mode, in which git carries the logs. */
export const PORTABLE_MARK = "# orchestrator: portable";

/** First line of a `.gitignore` of ours that lets git have something without being portable. */
const SHARED_MARK = "# orchestrator: shared";

/** The `.gitattributes` of portable mode: chain and history are bytes. */
export const ALL_BYTES = "* -text\n";

/** What of the house git may have. */
export interface HouseMode {
  /** Sessions, identity, configuration and templates. */
  readonly portable: boolean;
  /** `config.yaml`; in portable mode it is there anyway. */
  readonly config: boolean;
  /** The vault, in which every secret is sealed. */
  readonly secrets: boolean;
}

/** What a new house has: git gets nothing. */
export const HIDDEN: HouseMode = { portable: false, config: false, secrets: false };

const PORTABLE_LINES = [
  "!/meta.json",
  "!/.gitattributes",
  "!/config.yaml",
  "!/templates/",
  "!/sessions/",
  "/sessions/.*",
  "/sessions/*/*",
  ...["meta.json", "base.json", "history.jsonl", "log.jsonl", "checkpoints/"].map((name) =>
    `!/sessions/*/${name}`
  ),
];

const SECRET_LINES = ["!/secrets/", "/secrets/*", "!/secrets/vault/"];

/** Whether the house is in portable mode: its `.gitignore` is our portable one. */
export function isPortable(home: string): boolean {
  return readRegularText(`${home}/${LAYOUT.gitignore}`)?.startsWith(`${PORTABLE_MARK}\n`) === true;
}

/** The text of `.gitignore` for a mode. */
export function gitignoreText({ portable, config, secrets }: HouseMode): string {
  if (!portable && !config && !secrets) return "*\n";
  const lines = [
    portable ? PORTABLE_MARK : SHARED_MARK,
    "/*",
    "!/.gitignore",
    ...(portable ? PORTABLE_LINES : config ? ["!/config.yaml"] : []),
    ...(secrets ? SECRET_LINES : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** The mode that a text of `.gitignore` is for; null for a text that is not ours. */
export function modeOf(text: string): HouseMode | null {
  const flags = [false, true];
  const modes = flags.flatMap((portable) =>
    flags.flatMap((config) => flags.map((secrets) => ({ portable, config, secrets })))
  );
  const plain = text.replaceAll("\r\n", "\n").trim();
  return modes.find((mode) => gitignoreText(mode).trim() === plain) ?? null;
}
