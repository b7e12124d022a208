import { dirname, relative, resolve } from "node:path";
import {
  importProblem,
  isProgram,
  isPure,
  isSynchronous,
  mayUsePlatform,
  mayWait,
} from "./layers.ts";

const REPOSITORY = dirname(dirname(import.meta.dirname ?? ""));

/** Functions of `Deno` that are synchronous although their names do not say so. */
const SYNCHRONOUS = ["cwd", "consoleSize", "exit", "gid", "hostname", "inspect", "kill", "uid"];

/** What makes the result of a function depend on more than its arguments. */
const IMPURE = ["console", "fetch", "localStorage", "performance", "setInterval", "setTimeout"];

/** The rules of this repository that the linter does not know. */
const houseRules: Deno.lint.Plugin = {
  name: "house",
  rules: {
    "import-direction": {
      create(context) {
        const path = repositoryPath(context.filename);
        function check(node: Deno.lint.Node, source: Deno.lint.Node | null): void {
          if (source?.type !== "Literal" || typeof source.value !== "string") return;
          const problem = importProblem(path, source.value);
          if (problem !== undefined) context.report({ node, message: problem });
        }
        return {
          ImportDeclaration: (node) => check(node, node.source),
          ImportExpression: (node) => check(node, node.source),
          ExportAllDeclaration: (node) => check(node, node.source),
          ExportNamedDeclaration: (node) => check(node, node.source),
        };
      },
    },
    "platform": {
      create(context) {
        if (mayUsePlatform(repositoryPath(context.filename))) return {};
        return {
          'Identifier[name="Deno"]'(node) {
            context.report({ node, message: "Deno must not be used in this module" });
          },
        };
      },
    },
    "pure": {
      create(context) {
        if (!isPure(repositoryPath(context.filename))) return {};
        function report(node: Deno.lint.Node, what: string): void {
          context.report({ node, message: `${what} has no place in a pure module` });
        }
        return {
          Identifier(node) {
            // "a.performance" is a property of something else.
            const property = node.parent.type === "MemberExpression" &&
              node.parent.property === node;
            const key = node.parent.type === "Property" && node.parent.key === node;
            if (IMPURE.includes(node.name) && !property && !key) report(node, `"${node.name}"`);
          },
          MemberExpression(node) {
            if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
            const name = `${node.object.name}.${node.property.name}`;
            if (name === "Date.now" || name === "Math.random") report(node, `"${name}"`);
          },
          'NewExpression[callee.name="Date"]'(node) {
            if (node.arguments.length === 0) report(node, "The current time");
          },
        };
      },
    },
    "synchronous": {
      create(context) {
        const path = repositoryPath(context.filename);
        if (!isSynchronous(path)) return {};
        function report(node: Deno.lint.Node, what: string): void {
          context.report({ node, message: `${what} has no place in a synchronous module` });
        }
        function reportWait(node: Deno.lint.Node, what: string): void {
          if (!mayWait(path)) report(node, what);
        }
        return {
          AwaitExpression: (node) => reportWait(node, '"await"'),
          'Identifier[name="Promise"]': (node) => reportWait(node, '"Promise"'),
          "ForOfStatement[await=true]": (node) => reportWait(node, '"for await"'),
          "FunctionDeclaration[async=true]": (node) => reportWait(node, '"async"'),
          "FunctionExpression[async=true]": (node) => reportWait(node, '"async"'),
          "ArrowFunctionExpression[async=true]": (node) => reportWait(node, '"async"'),
          'CallExpression > MemberExpression[object.name="Deno"]'(
            node: Deno.lint.MemberExpression,
          ) {
            if (node.property.type !== "Identifier") return;
            const { name } = node.property;
            if (name.endsWith("Sync") || SYNCHRONOUS.includes(name)) return;
            report(node, `"Deno.${name}"`);
          },
        };
      },
    },
    "no-using": {
      create(context) {
        if (!isProgram(repositoryPath(context.filename))) return {};
        return {
          VariableDeclaration(node) {
            if (node.kind !== "using" && node.kind !== "await using") return;
            context.report({ node, message: "The minifier drops the disposal: use disposing()" });
          },
        };
      },
    },
    "no-any": {
      create(context) {
        return {
          TSAnyKeyword(node) {
            context.report({ node, message: 'Say what it is, or "unknown"' });
          },
        };
      },
    },
    "no-top-level-arrow": {
      create(context) {
        if (!isProgram(repositoryPath(context.filename))) return {};
        function report(node: Deno.lint.Node): void {
          context.report({ node, message: "Declare a function instead" });
        }
        return {
          "Program > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression": report,
          "Program > ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression":
            report,
        };
      },
    },
  },
};

export default houseRules;

function repositoryPath(filename: string): string {
  return relative(REPOSITORY, resolve(REPOSITORY, filename)).replaceAll("\\", "/");
}
