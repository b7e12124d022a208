import type { FoundType, ProblemCause } from "../store/file_problem.ts";
import type { TreePath } from "./yaml_tree.ts";

/** The part of a schema issue that we read. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: PropertyKey[];
  readonly expected?: unknown;
  readonly values?: readonly unknown[];
  readonly params?: { readonly [key: string]: unknown } | undefined;
}

/** What an issue of `definitionSchema` means, given the value that it is about. */
export function schemaProblem(issue: SchemaIssue, value: unknown): ProblemCause {
  if (value === undefined) return { kind: "missing" };
  const found = foundType(value);
  if (issue.code === "invalid_value" && typeof value === "string") {
    return { kind: "choice", found: value, choices: (issue.values ?? []).map(String) };
  }
  const kind = issue.params?.["kind"];
  if ((kind === "item_id" || kind === "phase_id") && typeof value === "string") {
    return { kind, id: value };
  }
  if (kind === "secret_name" && typeof value === "string") return { kind, name: value };
  return { kind: "type", expected: expectedType(issue), found };
}

/** The path of an issue as keys and indexes. */
export function issuePath(issue: SchemaIssue): TreePath {
  return issue.path.map((step) => typeof step === "number" ? step : String(step));
}

/** The type of a value in the words of {@link FoundType}. */
export function foundType(value: unknown): FoundType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return typeof value as FoundType;
    default:
      return "mapping";
  }
}

function expectedType(issue: SchemaIssue): FoundType | "integer" {
  switch (issue.expected) {
    case "array":
      return "list";
    case "number":
    case "int":
      return "integer";
    case "boolean":
      return "boolean";
    case "object":
    case "record":
      return "mapping";
    default:
      return issue.params?.["kind"] === "mapping" ? "mapping" : "string";
  }
}
