import { BUGFIX_TEMPLATE } from "./bugfix_workflow.ts";
import { DEFAULT_TEMPLATE, type Template } from "./default_workflow.ts";
import { MINIMAL_TEMPLATE } from "./minimal_workflow.ts";

/** The workflows that come with the program, the one that is used without asking first. */
export const TEMPLATES: readonly Template[] = [DEFAULT_TEMPLATE, MINIMAL_TEMPLATE, BUGFIX_TEMPLATE];

/** What a template is for: the first description in its text. */
export function templateBrief({ text }: Template): string {
  const written = /^description: (.*)$/m.exec(text)?.[1] ?? "";
  return written.startsWith('"') ? String(JSON.parse(written)) : written;
}
