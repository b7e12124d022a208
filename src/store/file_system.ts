/** Type of the file system that a path lies on, from `/proc/mounts`; `unknown` where that fails. */
export function fileSystemOf(path: string): string {
  let mounts: string;
  try {
    mounts = Deno.readTextFileSync("/proc/mounts");
  } catch {
    return "unknown";
  }
  let best = { point: "", type: "unknown" };
  for (const line of mounts.split("\n")) {
    const [, point = "", type = "unknown"] = line.split(" ");
    const holds = point === "/" || path === point || path.startsWith(`${point}/`);
    if (point !== "" && holds && point.length >= best.point.length) {
      best = { point, type };
    }
  }
  return best.type;
}
