/** What stands in place of a secret of a kind. Nothing in it looks like a secret or names one. */
export function redaction(kind: string): string {
  return `[REDACTED:${kind}]`;
}

/** Whether a text is one whole redaction. */
export function isRedaction(text: string): boolean {
  return /^\[REDACTED:[a-z0-9-]{1,40}\]$/.test(text);
}
