/**
 * A small workflow with every kind of item: without a check, with a file, with commands, behind
 * manual gates, and one phase that ends with an approval.
 */
export const SMALL_WORKFLOW = `
name: Small
version: "1.0"
settings:
  supervision_mode: supervised
  check_command: sh check.sh
phases:
  - id: PLAN
    name: Planning
    notes:
      - "[tip] Think first"
    items:
      - id: plain
        name: Plain item
      - id: optional
        name: Optional item
        required: false
      - id: plan_file
        name: Write the plan
        verification: { type: file_exists, path: plan.md }
      - id: checked
        name: Checked by a command
        verification: { type: command, command: "{{check_command}}" }
      - id: documented
        name: Documented step
        step_type: documented
      - id: must
        name: Required step
        step_type: required
      - id: fixed
        name: Cannot be skipped
        skippable: false
      - id: evident
        name: Needs evidence
        step_type: documented
        evidence_schema: TestPlanEvidence
      - id: gate
        name: Gate with a command
        step_type: gate
        verification: { type: command, command: "sh gate.sh" }
      - id: sign_off
        name: Signed off
        step_type: gate
        verification: { type: manual_gate }
  - id: BUILD
    name: Building
    exit_gate: human_approval
    items:
      - id: build
        name: Build it
`;

/** The ids of the first phase of {@link SMALL_WORKFLOW} in order. */
export const PLAN_ITEMS = [
  "plain",
  "optional",
  "plan_file",
  "checked",
  "documented",
  "must",
  "fixed",
  "evident",
  "gate",
  "sign_off",
] as const;

/** A workflow of one phase with the items `item_1`, `item_2` and so on, none with a check. */
export function plainWorkflow(count: number): string {
  const items = Array.from(
    { length: count },
    (_, index) => `      - { id: item_${index + 1}, name: Item ${index + 1} }\n`,
  );
  return `name: Plain\nphases:\n  - id: ONLY\n    name: Only phase\n    items:\n${items.join("")}`;
}

/** A workflow of one phase with one item that runs a command line. */
export function commandWorkflow(command: string): string {
  return `name: One command
phases:
  - id: ONLY
    name: Only phase
    items:
      - id: checked
        name: Checked item
        verification: { type: command, command: ${JSON.stringify(command)} }
      - { id: plain, name: Plain item }
`;
}
