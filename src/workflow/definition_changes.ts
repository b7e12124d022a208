import type { ItemDefinition, PhaseDefinition, WorkflowDefinition } from "./definition.ts";
import type { JsonValue } from "./json.ts";

/** One way in which a definition differs from another. */
export type DefinitionChange =
  /** A value of the workflow (`phase` and `item` null), of a phase (`item` null), or of an item. */
  | {
    readonly kind: "value";
    readonly phase: string | null;
    readonly item: string | null;
    readonly field: string;
    readonly from: JsonValue;
    readonly to: JsonValue;
  }
  | {
    readonly kind: "setting";
    readonly setting: string;
    /** Null where it is not set. */
    readonly from: JsonValue;
    readonly to: JsonValue;
  }
  /** A phase (`item` null) or an item; `phase` is where it is now, or was. */
  | {
    readonly kind: "added" | "removed" | "moved";
    readonly phase: string;
    readonly item: string | null;
  };

/** How a definition differs from one before it; empty if a workflow goes the same way by both. */
export function definitionChanges(
  before: WorkflowDefinition,
  after: WorkflowDefinition,
): readonly DefinitionChange[] {
  return [
    ...values(null, null, bareWorkflow(before), bareWorkflow(after)),
    ...settings(before, after),
    ...phases(before, after),
    ...items(before, after),
  ];
}

function settings(
  { settings: before }: WorkflowDefinition,
  { settings: after }: WorkflowDefinition,
): readonly DefinitionChange[] {
  return names(before, after).flatMap((setting): DefinitionChange[] => {
    const [from, to] = [own(before, setting), own(after, setting)];
    return isSame(from, to) ? [] : [{ kind: "setting", setting, from, to }];
  });
}

function phases(
  before: WorkflowDefinition,
  after: WorkflowDefinition,
): readonly DefinitionChange[] {
  const old = new Map(before.phases.map((phase) => [phase.id, phase]));
  const now = new Map(after.phases.map((phase) => [phase.id, phase]));
  const stayed = [...now.keys()].filter((id) => old.has(id));
  const order = [...old.keys()].filter((id) => now.has(id));
  return [
    ...gone(old, now).map((phase) => ({ kind: "removed", phase, item: null } as const)),
    ...Array.from(now.values()).flatMap((phase): DefinitionChange[] => {
      const { id } = phase;
      const was = old.get(id);
      if (was === undefined) return [{ kind: "added", phase: id, item: null }];
      const isMoved = stayed.indexOf(id) !== order.indexOf(id);
      return [
        ...(isMoved ? [{ kind: "moved", phase: id, item: null } as const] : []),
        ...values(id, null, barePhase(was), barePhase(phase)),
      ];
    }),
  ];
}

function items(before: WorkflowDefinition, after: WorkflowDefinition): readonly DefinitionChange[] {
  const old = placedItems(before);
  const now = placedItems(after);
  return [
    ...gone(old, now).map((item) =>
      ({ kind: "removed", phase: old.get(item)?.phase ?? "", item }) as const
    ),
    ...Array.from(now).flatMap(([id, { phase, item }]): DefinitionChange[] => {
      const was = old.get(id);
      if (was === undefined) return [{ kind: "added", phase, item: id }];
      return [
        ...(was.phase === phase ? [] : [{ kind: "moved", phase, item: id } as const]),
        ...values(phase, id, { ...was.item }, { ...item }),
      ];
    }),
  ];
}

interface PlacedItem {
  readonly phase: string;
  readonly item: ItemDefinition;
}

function placedItems({ phases }: WorkflowDefinition): ReadonlyMap<string, PlacedItem> {
  return new Map(
    phases.flatMap((phase) =>
      phase.items.map((item) => [item.id, { phase: phase.id, item }] as const)
    ),
  );
}

function bareWorkflow({ phases: _, settings: __, ...rest }: WorkflowDefinition): object {
  return rest;
}

function barePhase({ items: _, ...rest }: PhaseDefinition): object {
  return rest;
}

function values(
  phase: string | null,
  item: string | null,
  before: object,
  after: object,
): readonly DefinitionChange[] {
  return names(before, after).flatMap((field): DefinitionChange[] => {
    const [from, to] = [own(before, field), own(after, field)];
    return isSame(from, to) ? [] : [{ kind: "value", phase, item, field, from, to }];
  });
}

function names(before: object, after: object): readonly string[] {
  return Array.from(new Set([...Object.keys(before), ...Object.keys(after)]));
}

function own(object: object, name: string): JsonValue {
  const value: unknown = Object.getOwnPropertyDescriptor(object, name)?.value;
  return (value ?? null) as JsonValue;
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function gone(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  return [...before.keys()].filter((id) => !after.has(id));
}
