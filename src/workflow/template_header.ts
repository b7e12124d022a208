/** The template that a `workflow.yaml` was made from. */
export interface TemplateHeader {
  readonly name: string;
  readonly version: string;
  /** SHA-256, in lower-case hex, of the bytes after the header line as they were when it was made. */
  readonly sha256: string;
}

/** A text with a template header, taken apart. */
export interface TemplateText extends TemplateHeader {
  /** Everything after the header line. */
  readonly body: string;
}

const HEADER =
  /^\uFEFF?# orchestrator-template: ([A-Za-z0-9][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9._-]*) sha256:([0-9a-f]{64})[ \t]*(?:\r?\n|$)/;

/** The first line of a `workflow.yaml` made from a template, with its line feed. */
export function formatTemplateHeader({ name, version, sha256 }: TemplateHeader): string {
  return `# orchestrator-template: ${name}@${version} sha256:${sha256}\n`;
}

/**
 * Reads the header off a `workflow.yaml`; null if its first line is none. Whether the body was edited
 * since is for the caller to find out: hash `body` and compare.
 */
export function parseTemplateHeader(text: string): TemplateText | null {
  const [line, name, version, sha256] = HEADER.exec(text) ?? [];
  if (line === undefined || !name || !version || !sha256) return null;
  return { name, version, sha256, body: text.slice(line.length) };
}
