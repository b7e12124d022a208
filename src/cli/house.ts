import {
  compareIdentity,
  type Identity,
  identityText,
  makeIdentity,
  readIdentity,
} from "../repo/identity.ts";
import type { Place } from "../repo/place.ts";
import { ensureHouse } from "../session/ensure_house.ts";
import type { Writer } from "../session/writer.ts";
import { fail } from "../store/failure.ts";
import type { Context } from "./context.ts";
import { CREATED_BY, timestamp } from "./writer.ts";

/**
 * The identity of the repository as it is now, if that is the one that the home was made for.
 *
 * @throws `identity.differs`; `session.newer` for an identity that a newer version wrote
 */
export async function checkIdentity(context: Context, place: Place): Promise<Identity> {
  const found = await makeIdentity(place, context.environment(), {
    created_at: timestamp(context.now()),
    created_by: CREATED_BY,
  });
  const recorded = readIdentity(place.home);
  const differs = recorded.kind === "identity" &&
    compareIdentity(recorded.identity, found) === "differs";
  if (differs) {
    throw fail("identity.differs", {
      home: place.home,
      recorded: identityName(recorded.identity),
      found: identityName(found),
    });
  }
  return found;
}

/** Makes `.orchestrator/` where it is missing. */
export async function makeHouse(writer: Writer, identity: Identity): Promise<void> {
  await ensureHouse(writer, identityText(identity));
}

/** An identity in words. */
export function identityName({ slug, root_commit }: Identity): string {
  const commit = root_commit === null ? null : `first commit ${root_commit.slice(0, 12)}`;
  return [slug, commit].filter((part) => part !== null).join(", ");
}
