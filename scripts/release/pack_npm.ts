import { join } from "node:path";
import { programSuffix, TARGETS } from "../compile/targets.ts";
import type { Release } from "./release_type.ts";
import { binaryOf, NPM_PLATFORMS } from "./platforms.ts";
import { runTool } from "./run_tool.ts";

/**
 * Packs one npm package for each platform, which npm installs only there, and one that depends on all
 * of them and starts the one that is installed. None has an install script.
 */
export async function packNpm(release: Release): Promise<void> {
  const { repository, binaries, out, npmName, version } = release;
  const packed = join(out, "npm");
  await Deno.mkdir(packed, { recursive: true });
  const work = await Deno.makeTempDir({ dir: out, prefix: "npm-" });
  const common = { version, license: "MIT" };
  const packages = new Map<string, string>();
  try {
    for (const target of TARGETS) {
      const { os, cpu, libc } = NPM_PLATFORMS[target];
      const name = `${npmName}-${os}-${cpu}`;
      packages.set(`${os}-${cpu}`, name);
      const directory = join(work, target);
      const program = `bin/orchestrator${programSuffix(target)}`;
      await Deno.mkdir(join(directory, "bin"), { recursive: true });
      await Deno.copyFile(join(binaries, binaryOf(target)), join(directory, program));
      await Deno.chmod(join(directory, program), 0o755);
      await writeJson(join(directory, "package.json"), {
        name,
        ...common,
        description: `The program of ${npmName} for ${os} ${cpu}`,
        os: [os],
        cpu: [cpu],
        ...(libc === undefined ? {} : { libc: [libc] }),
        files: ["bin"],
        preferUnplugged: true,
      });
      await pack(directory, packed);
    }
    const wrapper = join(work, "wrapper");
    await Deno.mkdir(wrapper);
    await Deno.copyFile(
      join(repository, "scripts", "release", "launcher.cjs"),
      join(wrapper, "launcher.cjs"),
    );
    await writeJson(join(wrapper, "packages.json"), Object.fromEntries(packages));
    await writeJson(join(wrapper, "package.json"), {
      name: npmName,
      ...common,
      description: "Remembers where an agent's workflow stands, and what comes next",
      bin: { orchestrator: "launcher.cjs" },
      files: ["launcher.cjs", "packages.json"],
      engines: { node: ">=18" },
      optionalDependencies: Object.fromEntries(
        Array.from(packages.values(), (name) => [name, version]),
      ),
    });
    await pack(wrapper, packed);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function writeJson(path: string, value: object): Promise<void> {
  await Deno.writeTextFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

async function pack(directory: string, into: string): Promise<void> {
  await runTool(
    ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", into],
    directory,
  );
}
