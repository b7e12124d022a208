import { type ConfigFile, fileFailure } from "../config/config_file.ts";
import { expectedValue } from "../config/expected_value.ts";
import { fileWarnings } from "../config/file_warnings.ts";
import { KEY_NAMES, keyDefinition } from "../config/keys.ts";
import { readRepositoryConfig, readUserConfig } from "../config/read_config_file.ts";
import { resolveKey } from "../config/resolve_key.ts";
import { userDirectories } from "../repo/user_directories.ts";
import { problemOfFailure } from "../store/failure.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Most entries without effect that are named; a file may have thousands. */
const NAMED = 5;

/** Whether both configuration files can be read, and every value in them and in variables is one. */
export async function checkConfig({ place, env }: DoctorInput): Promise<readonly Finding[]> {
  const repository = await readRepositoryConfig(place.home);
  const user = await readUserConfig(userDirectories(env).config);
  const findings = [
    ...[repository, user].flatMap(unreadable),
    ...invalid({ env, repository, user }),
    ...[repository, user].flatMap(withoutEffect),
  ];
  const entries = repository.entries.length + user.entries.length;
  return findings.length > 0 ? findings : [found("config", "ok", { entries })];
}

function unreadable(file: ConfigFile): readonly Finding[] {
  const failure = fileFailure(file);
  if (failure === null) return [];
  const [first] = file.problems;
  return [found("config", "error", {
    condition: "unreadable",
    path: file.path,
    line: first?.line ?? null,
    column: first?.column ?? null,
    problem: first?.cause.kind ?? problemOfFailure(failure.failure),
  })];
}

function invalid(files: {
  readonly env: DoctorInput["env"];
  readonly repository: ConfigFile;
  readonly user: ConfigFile;
}): readonly Finding[] {
  return KEY_NAMES.flatMap((key) =>
    resolveKey(key, { ...files, flag: null, granted: true })
      .filter(({ fate }) => fate === "invalid")
      .map(({ layer, origin }) => {
        const expected = expectedValue(keyDefinition(key).type);
        const evidence = { condition: "invalid", key, layer, origin, expected };
        return found("config", "error", evidence);
      })
  );
}

function withoutEffect(file: ConfigFile): readonly Finding[] {
  const warnings = fileWarnings(file);
  const { layer, path } = file;
  return [
    ...warnings.slice(0, NAMED).map(({ kind, key, origin, near }) =>
      found("config", "note", { condition: kind, key, layer, origin, near })
    ),
    ...(warnings.length > NAMED
      ? [found("config", "note", { condition: "more", count: warnings.length - NAMED, path })]
      : []),
  ];
}
