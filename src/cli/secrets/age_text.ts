const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]] as const;

/** How long ago a time was, in words: `3 days ago`; as it is written when it is none. */
export function ageText(time: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(time)) / 1000;
  if (Number.isNaN(seconds)) return "at an unknown time";
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
  }
  return "just now";
}
