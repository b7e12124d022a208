const VARIABLE = "ORCHESTRATOR_SLOW_TESTS";

/** How many cases a property is tried with: `usual`, and 50 times as many in the slow tier. */
export function fuzzRuns(usual: number): { readonly numRuns: number } {
  // The tests of the pure folders run without permissions, then always in the usual tier.
  const { state } = Deno.permissions.querySync({ name: "env", variable: VARIABLE });
  const isSlow = state === "granted" && Deno.env.get(VARIABLE) === "1";
  return { numRuns: isSlow ? usual * 50 : usual };
}
