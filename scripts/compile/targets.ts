/** The platforms a binary can be made for, by the names that the compiler knows. */
export const TARGETS = [
  "aarch64-apple-darwin",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "x86_64-pc-windows-msvc",
  "x86_64-unknown-linux-gnu",
] as const;

/** One of {@linkcode TARGETS}. */
export type Target = (typeof TARGETS)[number];

/** The platform that `name` stands for, or `undefined` if no binary can be made for it. */
export function asTarget(name: string): Target | undefined {
  return TARGETS.find((target) => target === name);
}

/** What the names of programs end in on `target`. */
export function programSuffix(target: Target): "" | ".exe" {
  return target === "x86_64-pc-windows-msvc" ? ".exe" : "";
}
