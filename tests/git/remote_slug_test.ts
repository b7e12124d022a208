import assert from "node:assert/strict";
import { readGitEntry } from "../../src/git/git_entry.ts";
import { remoteSlug, slugOfUrl } from "../../src/git/remote_slug.ts";
import { withDirectory } from "../process/temporary.ts";
import { git } from "./repository.ts";

Deno.test("owner and name come from every form of a remote's URL, and nothing else does", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["https://example.org/owner/name.git", "owner/name"],
    ["https://user:secret@example.org:8443/owner/name/", "owner/name"],
    ["ssh://git@example.org:22/owner/name.git", "owner/name"],
    ["git@example.org:owner/name.git", "owner/name"],
    ["example.org:group/sub/name", "sub/name"],
    ["http://local_proxy@127.0.0.1:4567/git/owner/name", "owner/name"],
    ["https://dev.example.org/organisation/project/_git/name", "project/name"],
    ["https://example.org/name.git", null],
    ["https://example.org/owner/..", null],
    ["https://example.org/owner/na%20me", null],
    ["https://example.org/owner/name?token=x", null],
    ["file:///srv/git/owner/name", null],
    ["/srv/git/owner/name.git", null],
    ["../owner/name", null],
    ["C:\\git\\owner\\name", null],
    ["ext::sh -c owner/name", null],
    ["", null],
  ];
  for (const [url, slug] of cases) assert.equal(slugOfUrl(url), slug, url);
});

Deno.test("the slug is that of origin, and null without a remote or without git", () =>
  withDirectory((base) => {
    git(base, ["init", "--quiet"]);
    const slug = () => remoteSlug(readGitEntry(base) ?? assert.fail());
    assert.equal(slug(), null);
    git(base, ["remote", "add", "other", "https://example.org/x/y"]);
    git(base, ["remote", "add", "origin", "https://example.org/owner/name"]);
    assert.equal(slug(), "owner/name");
    assert.equal(remoteSlug({ gitDirectory: null, gitCommonDirectory: null }), null);
  }));
