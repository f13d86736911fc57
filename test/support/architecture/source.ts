import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** One import, export-from or dynamic import of a file of the house. */
export interface Import {
  /** Path from the root of the repository. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

/** A file of the house as the rules look at it. */
export interface SourceFile {
  /** Path from the root of the repository, with slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly hasIf: boolean;
  readonly hasBarrel: boolean;
  /** Variables at the top of the file that something could change: `let`, `var`, an empty Map to be filled. */
  readonly mutables: readonly string[];
}

const FOLDERS = ['src', 'migrations', 'admin', 'bench'];

/** Reads every TypeScript file below `root` that belongs to the product. */
export function readSources(root: string): SourceFile[] {
  return FOLDERS.flatMap((folder) => list(join(root, folder))).map((file) => read(root, file));
}

function list(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return []; // a house need not have every folder
  }
}

function read(root: string, file: string): SourceFile {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const imports: Import[] = [];
  let hasIf = false;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found?.specifier.startsWith('.')) {
      const target = relative(root, join(dirname(file), found.specifier.replace(/\.js$/, '.ts')));
      imports.push({ target: target.split(sep).join('/'), isTypeOnly: found.isTypeOnly });
    }
    if (ts.isIfStatement(node)) hasIf = true;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return {
    path: relative(root, file).split(sep).join('/'),
    imports,
    hasIf,
    hasBarrel: tree.statements.some((node) => ts.isExportDeclaration(node) && !node.exportClause),
    mutables: tree.statements.filter(ts.isVariableStatement).flatMap(mutablesOf),
  };
}

function importOf(node: ts.Node): { specifier: string; isTypeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return {
      specifier: node.moduleSpecifier.text,
      isTypeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, isTypeOnly: true };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments;
    if (specifier && ts.isStringLiteralLike(specifier)) return { specifier: specifier.text, isTypeOnly: false };
  }
  return undefined;
}

function mutablesOf({ declarationList }: ts.VariableStatement): string[] {
  const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
  return declarationList.declarations
    .filter(({ initializer }) => !isConst || (initializer !== undefined && isEmptyContainer(initializer)))
    .map(({ name }) => name.getText());
}

/** A container that starts empty is there to be filled later. */
function isEmptyContainer(node: ts.Expression): boolean {
  if (!ts.isNewExpression(node) || (node.arguments?.length ?? 0) > 0) return false;
  return ['Map', 'Set', 'WeakMap', 'WeakSet'].includes(node.expression.getText());
}
