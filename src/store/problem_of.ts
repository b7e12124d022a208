/** What the operating system said, for the facts of a failure: the message without its prefix. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const text = error.message.split(": ")[0] ?? error.message;
  return text === "" ? error.name : text;
}
