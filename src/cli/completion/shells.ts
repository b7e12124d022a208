/** The shells that `completion` has a script for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell", "nushell"] as const;

/** One of {@link SHELLS}. */
export type Shell = (typeof SHELLS)[number];
