import { sha256Hex } from "../store/sha256.ts";

const MARK = "<!-- Written by: orchestrator generate-md. Changes are not kept. sha256:";
const FORM = /^<!-- Written by: orchestrator generate-md\. [^\n]* sha256:([0-9a-f]{64}) -->\r?\n/;

/** A generated text under a mark by which it is known again. */
export function markGenerated(text: string): string {
  return `${MARK}${sha256Hex(text)} -->\n${text}`;
}

/** Whether a file was generated and nobody has changed it since, except for line ends. */
export function isGenerated(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const [mark, digest] = FORM.exec(text) ?? [];
  return mark !== undefined &&
    sha256Hex(text.slice(mark.length).replaceAll("\r\n", "\n")) === digest;
}
