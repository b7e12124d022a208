import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../../scripts/compile/sha256.ts";
import { TARGETS } from "../../scripts/compile/targets.ts";
import { parseReleaseOptions, UsageError } from "../../scripts/release/options.ts";
import { packRelease } from "../../scripts/release/pack_release.ts";
import { binaryOf } from "../../scripts/release/platforms.ts";
import { serveFiles } from "../support/file_server.ts";
import { type Run, runWords } from "../support/run_orchestrator.ts";
import { isInstalled } from "../support/shells.ts";
import { REPOSITORY } from "../house/repository.ts";

const VERSION = "9.9.9";

/** Packs stand-ins for the binaries: scripts that say which one they are. */
async function packed(base: string, out: string): Promise<void> {
  const binaries = join(out, "binaries");
  Deno.mkdirSync(binaries, { recursive: true });
  for (const target of TARGETS) {
    const script = `#!/bin/sh\n[ "$1" != --fail ] || exit 66\n` +
      `[ "$1" != --kill ] || kill -KILL $$\necho "orchestrator ${VERSION} ${target} $*"\n`;
    Deno.writeTextFileSync(join(binaries, binaryOf(target)), script);
  }
  await packRelease({
    repository: REPOSITORY,
    binaries,
    out,
    base,
    npmName: "orchestrator-cli",
    version: VERSION,
  });
}

async function withDirectory(test: (directory: string) => Promise<void>): Promise<void> {
  const directory = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator-release-" }));
  try {
    await test(directory);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

Deno.test({
  name: "a release has checksums that fit, and an installer that knows where it lies",
  ignore: !isInstalled("npm"),
  fn: async () => {
    await withDirectory(async (directory) => {
      const files = join(directory, "latest", "download");
      await using server = serveFiles(directory);
      await packed(server.base, files);
      const sums = Deno.readTextFileSync(join(files, "SHA256SUMS")).trimEnd().split("\n");
      assert.equal(sums.length, TARGETS.length + 1);
      for (const line of sums) {
        const [sum, name = ""] = line.split("  ");
        assert.equal(sha256(Deno.readFileSync(join(files, name))), sum, name);
      }
      Deno.mkdirSync(join(directory, "home"));
      const { code, stdout, stderr } = await runWords(["/bin/sh", join(files, "install.sh")], {
        cwd: "/",
        env: { HOME: join(directory, "home"), PATH: "/usr/bin:/bin" },
      });
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        new RegExp(`^Installed orchestrator ${VERSION} ${Deno.build.target}`, "m"),
      );
    });
  },
});

Deno.test({
  name: "npm installs the package of this platform alone, and the launcher starts it",
  ignore: !isInstalled("npm") || !isInstalled("node"),
  fn: async () => {
    await withDirectory(async (directory) => {
      await packed("http://127.0.0.1", join(directory, "release"));
      await using shop = serveNpm(join(directory, "release", "npm"));
      const project = join(directory, "project");
      for (const name of ["project", "home"]) Deno.mkdirSync(join(directory, name));
      Deno.writeTextFileSync(join(project, "package.json"), "{}\n");
      const env = {
        PATH: Deno.env.get("PATH") ?? "",
        HOME: join(directory, "home"),
        npm_config_cache: join(directory, "home", "cache"),
        npm_config_registry: shop.base,
        npm_config_update_notifier: "false",
        no_proxy: "127.0.0.1",
      };
      const npm = ["npm", "install", "--no-audit", "--no-fund", "orchestrator-cli"] as const;
      const installed = await runWords(npm, { cwd: project, env, killAfter: 120_000 });
      assert.equal(installed.code, 0, installed.stdout + installed.stderr);
      const names = [...Deno.readDirSync(join(project, "node_modules"))].map(({ name }) => name);
      const here = `orchestrator-cli-linux-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
      assert.deepEqual(names.filter((name) => !name.startsWith(".")).sort(), [
        "orchestrator-cli",
        here,
      ]);
      async function launched(...args: readonly string[]): Promise<Run> {
        const launcher = join(project, "node_modules", ".bin", "orchestrator");
        return await runWords([launcher, ...args], { cwd: project, env, killAfter: 60_000 });
      }
      const { stdout } = await launched("status", "a b");
      assert.equal(stdout, `orchestrator ${VERSION} ${Deno.build.target} status a b\n`);
      assert.equal((await launched("--fail")).code, 66);
      assert.equal((await launched("--kill")).code, 137);
      Deno.removeSync(join(project, "node_modules", here), { recursive: true });
      const missing = await launched("status");
      assert.deepEqual([missing.code, missing.stdout], [69, ""]);
      assert.equal(
        missing.stderr,
        `orchestrator: the package ${here} is missing: install again without --omit=optional\n`,
      );
    });
  },
});

Deno.test("no package has an install script", () => {
  const source = Deno.readTextFileSync(join(REPOSITORY, "scripts", "release", "pack_npm.ts"));
  assert.doesNotMatch(source, /scripts:|postinstall/);
});

Deno.test("a release that is asked for in a wrong way says so", () => {
  assert.deepEqual(parseReleaseOptions(["--base", "https://example.com/releases/"]), {
    base: "https://example.com/releases",
    npmName: "orchestrator-cli",
  });
  for (
    const args of [
      [],
      ["--base"],
      ["--base", "https://example.com/'; rm -rf /"],
      ["--base", "file:///x"],
      ["--base", "https://example.com", "--npm-name", "../x"],
      ["--fast", "yes"],
    ]
  ) {
    assert.throws(() => parseReleaseOptions(args), UsageError, args.join(" "));
  }
});

/** What npm asks a shop of packages: their manifests, and the packages themselves. */
function serveNpm(directory: string): { readonly base: string } & AsyncDisposable {
  const packages = new Map<string, { readonly manifest: object; readonly file: string }>();
  for (const { name: file } of Deno.readDirSync(directory)) {
    const { stdout } = new Deno.Command("tar", {
      args: ["-xOzf", join(directory, file), "package/package.json"],
    }).outputSync();
    const manifest = JSON.parse(new TextDecoder().decode(stdout));
    packages.set(manifest.name, { manifest, file });
  }
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => undefined },
    (request) => {
      const { pathname, origin } = new URL(request.url);
      const name = pathname.slice(1);
      if (name.endsWith(".tgz")) return new Response(Deno.readFileSync(join(directory, name)));
      const found = packages.get(name);
      if (found === undefined) return new Response("{}", { status: 404 });
      const { manifest, file } = found;
      return Response.json({
        name,
        "dist-tags": { latest: VERSION },
        versions: { [VERSION]: { ...manifest, dist: { tarball: `${origin}/${file}` } } },
      });
    },
  );
  return {
    base: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
