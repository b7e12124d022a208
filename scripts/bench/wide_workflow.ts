/** The text of a workflow of `phases` × `items` items, none of which has a check. */
export function wideWorkflow(phases: number, items: number): string {
  const lines = ["name: Wide", 'version: "1.0"', "phases:"];
  for (let phase = 1; phase <= phases; phase++) {
    lines.push(`  - id: PHASE_${phase}`, `    name: Phase ${phase}`, "    items:");
    for (let item = 1; item <= items; item++) {
      lines.push(
        `      - id: ${itemId(phase, item)}`,
        `        name: Item ${item} of phase ${phase}`,
        "        description: One of many steps, with a sentence that says what to do.",
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The id of an item of {@link wideWorkflow}; phases and items count from 1. */
export function itemId(phase: number, item: number): string {
  return `item_${phase}_${item}`;
}
