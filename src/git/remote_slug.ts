import { readGitConfig } from "./config_file.ts";
import type { GitDirectories } from "./git_entry.ts";

/** `scheme://[user@]host[:port]/path`; other schemes (`file`, `ext::…`) name no owner. */
const URL_SHAPE = /^(?:https?|ssh|git|git\+ssh):\/\/[^/]+\/(.+)$/i;

/** `[user@]host:path`, git's short form of ssh; no slash may come before the colon. */
const SHORT_SHAPE = /^[^/:\s]{2,}:(?!\/\/)(.+)$/;

const SEGMENT = /^[A-Za-z0-9._~-]+$/;

/**
 * `owner/name` of `remote.origin.url` as the repository's own configuration has it; null when there is
 * none of that shape. Needs no git.
 */
export function remoteSlug(git: GitDirectories): string | null {
  if (git.gitCommonDirectory === null) return null;
  return slugOfUrl(readGitConfig(git.gitCommonDirectory).get("remote.origin.url") ?? "");
}

/**
 * `owner/name` of a remote's URL: its last two segments, so that the address of a proxy in front
 * (`http://proxy@127.0.0.1:4567/git/owner/name`) gives the same as the address behind it.
 */
export function slugOfUrl(url: string): string | null {
  const path = URL_SHAPE.exec(url)?.[1] ?? SHORT_SHAPE.exec(url)?.[1];
  // Azure DevOps puts this segment between project and repository.
  const segments = path?.split("/").filter((segment) => segment !== "" && segment !== "_git") ?? [];
  const [owner, file] = segments.slice(-2);
  const name = file?.replace(/\.git$/, "");
  if (owner === undefined || name === undefined) return null;
  const safe = [owner, name].every((part) => SEGMENT.test(part) && !/^\.+$/.test(part));
  return safe ? `${owner}/${name}` : null;
}
