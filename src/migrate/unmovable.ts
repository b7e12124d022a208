import { currentUser, type Ownership, ownershipOf } from "../store/ownership.ts";
import { parentOf } from "../store/publish.ts";
import type { Plan } from "./plan_type.ts";
import { blocker } from "./problem.ts";

/**
 * A plan with a problem for every directory that has to be written to move its originals and that the
 * user may not write: the one that holds an original, and an original that is a directory itself.
 * Found before anything has moved, they leave everything as it is.
 */
export function withUnmovable(home: string, plan: Plan, user = currentUser()): Plan {
  const written = new Set(
    plan.originals.flatMap(({ path, kind }) => [
      parentOf(`./${path}`),
      ...(kind === "directory" ? [`./${path}`] : []),
    ]),
  );
  const problems = [...written].sort().flatMap((path) => {
    const ownership = ownershipOf(`${home}/${path}`);
    const isWritable = ownership === null || mayWrite(ownership, user);
    return isWritable ? [] : [blocker("not_writable", path.replace(/^\.\//, ""))];
  });
  return { ...plan, problems: [...plan.problems, ...problems] };
}

/** As far as owner and mode tell; of groups and lists of rights the system knows more. */
function mayWrite({ user: owner, mode }: Ownership, user: number | null): boolean {
  if (user === null || user === 0 || mode === null) return true;
  return (mode & (owner === user ? 0o200 : 0o022)) !== 0;
}
