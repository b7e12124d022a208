/** `{{name}}`, without spaces; the name has letters and digits of any script and underscores. */
export const TEMPLATE_VARIABLE = /\{\{([\p{L}\p{N}_]+)\}\}/gu;

/** The names of the variables in a text, each once, in the order of their first use. */
export function templateNames(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(TEMPLATE_VARIABLE)) {
    if (name !== undefined) names.add(name);
  }
  return [...names];
}
