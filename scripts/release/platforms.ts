import { programSuffix, type Target } from "../compile/targets.ts";

/** A platform in the words of npm. */
export interface NpmPlatform {
  readonly os: "linux" | "darwin" | "win32";
  readonly cpu: "x64" | "arm64";
  readonly libc?: "glibc";
}

/** The platform of each target in the words of npm. */
export const NPM_PLATFORMS: Readonly<Record<Target, NpmPlatform>> = {
  "aarch64-apple-darwin": { os: "darwin", cpu: "arm64" },
  "aarch64-unknown-linux-gnu": { os: "linux", cpu: "arm64", libc: "glibc" },
  "x86_64-apple-darwin": { os: "darwin", cpu: "x64" },
  "x86_64-pc-windows-msvc": { os: "win32", cpu: "x64" },
  "x86_64-unknown-linux-gnu": { os: "linux", cpu: "x64", libc: "glibc" },
};

/** Name of the binary of a target among those of all targets. */
export function binaryOf(target: Target): string {
  return `orchestrator-${target}${programSuffix(target)}`;
}
