import { remoteSlug } from "../../git/remote_slug.ts";
import type { Place } from "../../repo/place.ts";
import type { Context } from "../context.ts";

/** The name of a snapshot that nobody has named: `<repository>-<UTC time>` and an ending. */
export function snapshotName(context: Context, place: Place, ending: string): string {
  const name = remoteSlug(place)?.split("/").at(-1) ?? place.home.split("/").at(-1) ?? "";
  const safe = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+/, "") || "repository";
  const time = context.now().toISOString().replace(/\.\d+Z$/, "Z").replaceAll(/[-:]/g, "");
  return `${safe}-${time}${ending}`;
}
