import assert from "node:assert/strict";
import { findMount, parseMounts } from "../../src/repo/mounts.ts";

const TEXT = [
  "overlay / overlay rw,relatime 0 0",
  "tmpfs /home tmpfs ro,nosuid 0 0",
  "/dev/sda1 /home/with\\040blank ext4 rw,errors=remount-ro 0 0",
  "/dev/sdb1 /data ext4 rw 0 0",
  "server:/x /data nfs4 ro 0 0",
  "broken",
  "",
].join("\n");

Deno.test("the innermost mount that holds a path is found, and whether it is read-only", () => {
  const found = (path: string) => {
    const mount = findMount(parseMounts(TEXT), path);
    return mount === null ? null : [mount.path, mount.type, mount.readOnly];
  };
  assert.deepEqual(found("/etc"), ["/", "overlay", false]);
  assert.deepEqual(found("/home/a"), ["/home", "tmpfs", true]);
  assert.deepEqual(found("/homes"), ["/", "overlay", false]);
  assert.deepEqual(found("/home/with blank/x"), ["/home/with blank", "ext4", false]);
});

Deno.test("of two mounts at one place the later one counts", () => {
  assert.deepEqual(findMount(parseMounts(TEXT), "/data")?.type, "nfs4");
});

Deno.test("without mounts nothing is found", () => {
  assert.equal(findMount([], "/"), null);
});
