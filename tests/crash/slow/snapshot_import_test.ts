import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const IMPORT = ["snapshot", "import", "../ahead.tar.zst"] as const;

/** A repository, and a snapshot in which its session went on and another one was started. */
async function makeBehind(slot: Slot): Promise<void> {
  await makeStarted(slot);
  const house = `${slot.repository}/.orchestrator`;
  await copy(house, `${slot.live}/behind`);
  await prepared(slot, "complete", "first");
  await prepared(slot, "start", "Second task", "--parallel");
  await prepared(slot, "snapshot", "export", "../ahead.tar.zst", "--no-encrypt");
  Deno.removeSync(house, { recursive: true });
  await copy(`${slot.live}/behind`, house);
}

async function copy(from: string, to: string): Promise<void> {
  const { success } = await new Deno.Command("cp", { args: ["-a", from, to] }).output();
  if (!success) throw new Error(`Cannot copy ${from}`);
}

Deno.test("snapshot import: a crash leaves all of the snapshot taken over, or nothing of it", async () => {
  await crashEverywhere({
    name: "snapshot import, one session extended and one added",
    prepare: makeBehind,
    args: [...IMPORT, "--json"],
    retry: IMPORT,
    follow: ["complete", "second"],
    reader: ["log", "--all", "--json"],
  });
});
