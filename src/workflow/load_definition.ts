import { fail } from "../store/failure.ts";
import type { FileProblem } from "../store/file_problem.ts";
import { checkDefinition, type RuleBreach } from "./check_definition.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { definitionFromJson } from "./definition_json.ts";
import type { DefinitionWarning } from "./definition_warning.ts";
import { DEFAULT_DEFINITION, DEFAULT_TEMPLATE } from "./default_workflow.ts";
import { doubtfulValues, unknownKeys } from "./definition_warnings.ts";
import { isJsonObject, type JsonValue } from "./json.ts";
import { normaliseItem } from "./normalise.ts";
import { foundType, issuePath, schemaProblem } from "./schema_problem.ts";
import { parseTemplateHeader } from "./template_header.ts";
import { parseYamlTree, type TreePath, type YamlTree } from "./yaml_tree.ts";

/** A definition that can be used, and what is doubtful about its text. */
export interface LoadedDefinition {
  readonly definition: WorkflowDefinition;
  readonly warnings: readonly DefinitionWarning[];
}

const PROBLEM_LIMIT = 100;

/**
 * Reads the text of a `workflow.yaml` (the predecessor's schema): defaults filled in, normalised, ids
 * unique, every check complete. A definition without phases loads; see {@link assertHasPhases}. YAML
 * parser and schema are loaded on the first call.
 *
 * @throws `definition.invalid` with every problem, at most a hundred of them in full.
 */
export async function loadDefinition(text: string, path: string): Promise<LoadedDefinition> {
  const known = knownDefinition(text);
  if (known !== null) return { definition: known, warnings: [] };
  const tree = await parseYamlTree(text);
  if (tree.problems.length > 0) throw invalid(path, tree.problems);
  if (!isJsonObject(tree.value)) {
    const cause = { kind: "type", expected: "mapping", found: foundType(tree.value) } as const;
    throw invalid(path, [{ ...tree.locate([]), cause }]);
  }
  const { DEFINITION_KEYS, definitionSchema } = await import("./schema.ts");
  const parsed = definitionSchema.safeParse(withWrittenVersion(tree.value, tree));
  if (!parsed.success) {
    throw invalid(
      path,
      parsed.error.issues.map((issue) => {
        const place = issuePath(issue);
        return { ...tree.locate(place), cause: schemaProblem(issue, valueAt(tree.value, place)) };
      }),
    );
  }
  const definition: WorkflowDefinition = {
    ...parsed.data,
    phases: parsed.data.phases.map((phase) => ({
      ...phase,
      items: phase.items.map(normaliseItem),
    })),
  };
  const breaches = checkDefinition(definition);
  if (breaches.length > 0) throw invalid(path, breaches.map((breach) => place(breach, tree)));
  return {
    definition,
    warnings: [...unknownKeys(tree.value, DEFINITION_KEYS), ...doubtfulValues(definition)]
      .map((warning) => ({ ...tree.locate(warning.path), cause: warning.cause })),
  };
}

/** The default workflow in its own words: most repositories have it, and parsing costs a start. */
function knownDefinition(text: string): WorkflowDefinition | null {
  const body = parseTemplateHeader(text)?.body ?? text;
  return body === DEFAULT_TEMPLATE.text ? definitionFromJson(DEFAULT_DEFINITION) : null;
}

/**
 * Stops what cannot work with an empty list of phases.
 *
 * @throws `definition.no_phases`
 */
export function assertHasPhases(definition: WorkflowDefinition, path: string): void {
  if (definition.phases.length === 0) throw fail("definition.no_phases", { path });
}

/** `version: 2.10` without quotes is a number to YAML; what was written is what is meant. */
function withWrittenVersion(value: JsonValue, tree: YamlTree): JsonValue {
  if (!isJsonObject(value) || typeof value["version"] !== "number") return value;
  return { ...value, version: tree.spelling(["version"]) ?? String(value["version"]) };
}

function valueAt(value: JsonValue, path: TreePath): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as { readonly [key: string]: JsonValue })[step];
  }
  return here;
}

function place({ path, cause, first }: RuleBreach, tree: YamlTree): FileProblem {
  const location = tree.locate(path);
  if (cause.kind !== "duplicate_id") return { ...location, cause };
  const original = tree.locate(first ?? path);
  return {
    ...location,
    cause: { ...cause, first: original.location, firstLine: original.line },
  };
}

function invalid(path: string, all: readonly FileProblem[]): Error {
  const problems = all.slice(0, PROBLEM_LIMIT);
  const count = all.length - problems.length;
  if (count > 0) {
    problems.push({ location: "", line: null, column: null, cause: { kind: "more", count } });
  }
  return fail("definition.invalid", { path, problems });
}
