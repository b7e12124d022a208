import { fail } from "../store/failure.ts";
import { ENVIRONMENT_KINDS, type EnvironmentId } from "./environment_kinds.ts";
import { isSetVariable } from "./is_set_variable.ts";

/** What {@link detectEnvironment} looks at. */
export interface EnvironmentSigns {
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Those of the telling files that are there. */
  readonly files: ReadonlySet<string>;
}

/** A sign that was found, and the kind that it tells of. */
export interface EnvironmentReason {
  readonly kind: EnvironmentId;
  /** `env:NAME`, `file:PATH` or `override`. */
  readonly sign: string;
}

/** Where we run, and why we think so. */
export interface DetectedEnvironment {
  readonly kind: EnvironmentId;
  /** Whether what is outside the repository goes when the session ends. */
  readonly ephemeral: boolean;
  /** All signs, the deciding one first; none for an ordinary machine. */
  readonly reasons: readonly EnvironmentReason[];
}

const OVERRIDE = "ORCHESTRATOR_ENV";

/**
 * Tells where this process runs: the override, else the first kind of {@link ENVIRONMENT_KINDS} that
 * has a sign. A detected environment grants nothing: every sign can be set by whoever starts us.
 *
 * @throws `config.invalid` for an override that is none of the kinds
 */
export function detectEnvironment({ env, files }: EnvironmentSigns): DetectedEnvironment {
  const signs = ENVIRONMENT_KINDS.flatMap((kind) => [
    ...kind.variables.filter((name) => isSetVariable(env[name])).map((name) => ({
      kind: kind.id,
      sign: `env:${name}`,
    })),
    ...kind.files.filter((path) => files.has(path)).map((path) => ({
      kind: kind.id,
      sign: `file:${path}`,
    })),
  ]);
  const override = env[OVERRIDE] ?? "";
  const reasons = override === ""
    ? signs
    : [{ kind: kindNamed(override), sign: "override" }, ...signs];
  const kind = reasons[0]?.kind ?? "machine";
  return { kind, ephemeral: isEphemeral(kind), reasons };
}

/** The files that {@link detectEnvironment} wants to know of. */
export const TELLING_FILES: readonly string[] = ENVIRONMENT_KINDS.flatMap(({ files }) => files);

function kindNamed(value: string): EnvironmentId {
  const found = ENVIRONMENT_KINDS.find(({ id }) => id === value);
  if (found === undefined) {
    const expected = `one of ${ENVIRONMENT_KINDS.map(({ id }) => id).join(", ")}`;
    throw fail("config.invalid", { key: OVERRIDE, origin: `env:${OVERRIDE}`, value, expected });
  }
  return found.id;
}

function isEphemeral(kind: EnvironmentId): boolean {
  return ENVIRONMENT_KINDS.some(({ id, ephemeral }) => id === kind && ephemeral);
}
