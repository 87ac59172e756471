// SPDX-License-Identifier: Apache-2.0
/** Finds the names in a handlebars template that its view does not have, in `if` and inside `each` too. */
import Handlebars from "handlebars";

type Scope = readonly unknown[];

/** Names as the template writes them, in order of appearance. */
export function unknownPaths(source: string, view: object): string[] {
  const unknown = new Set<string>();
  visitProgram(Handlebars.parse(source), [view], unknown);
  return [...unknown];
}

/** `scope` holds the values around, the innermost first. */
function visitProgram(program: hbs.AST.Program, scope: Scope, unknown: Set<string>): void {
  for (const statement of program.body) {
    if (statement.type === "MustacheStatement") {
      const { path, params } = statement as hbs.AST.MustacheStatement;
      // With arguments the first word is a helper, which handlebars checks itself.
      for (const expression of params.length > 0 ? params : [path]) lookUp(expression, scope, unknown);
    } else if (statement.type === "BlockStatement") {
      visitBlock(statement as hbs.AST.BlockStatement, scope, unknown);
    } else if (statement.type !== "ContentStatement" && statement.type !== "CommentStatement") {
      throw new Error(`templates contain only values, if and each, not ${statement.type}`);
    }
  }
}

function visitBlock(block: hbs.AST.BlockStatement, scope: Scope, unknown: Set<string>): void {
  const helper = block.path.original;
  const [argument] = block.params;
  if ((helper !== "if" && helper !== "each") || argument === undefined) {
    throw new Error(`templates contain only if and each, not {{#${helper}}}`);
  }
  const value = lookUp(argument, scope, unknown);
  if (helper === "if") visitProgram(block.program, scope, unknown);
  else
    for (const element of Array.isArray(value) ? value : []) visitProgram(block.program, [element, ...scope], unknown);
  // A parser of handlebars leaves `inverse` out where there is no {{else}}.
  const inverse = block.inverse as hbs.AST.Program | undefined;
  if (inverse !== undefined) visitProgram(inverse, scope, unknown);
}

/** The value, with a note of the name when there is none. */
function lookUp(expression: hbs.AST.Expression, scope: Scope, unknown: Set<string>): unknown {
  if (expression.type !== "PathExpression") return undefined;
  const { original, parts, depth, data } = expression as hbs.AST.PathExpression;
  if (data && parts[0] !== "root") return undefined;
  const names = data ? parts.slice(1) : parts;
  let value = data ? scope.at(-1) : scope[depth];
  for (const name of names) {
    const next = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    if (next === undefined) {
      unknown.add(original);
      return undefined;
    }
    value = next;
  }
  return value;
}
