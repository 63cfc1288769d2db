import ts from 'typescript';

/** One small change of the source, which some test should notice. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** `a < b → a <= b`. */
  readonly change: string;
}

/** A file with all its mutants in it, each behind `__mutant(<id>)`. */
export interface MutatedFile {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

const OPERATORS: Readonly<Record<string, string>> = {
  '===': '!==', '!==': '===', '<': '<=', '<=': '<', '>': '>=', '>=': '>', '&&': '||', '||': '&&', '-': '+', '*': '/', '/': '*', '%': '*',
};
const METHODS: Readonly<Record<string, string>> = {
  some: 'every', every: 'some', startsWith: 'endsWith', endsWith: 'startsWith', min: 'max', max: 'min', toLowerCase: 'toUpperCase', push: 'unshift',
};
/** Calls and numbers that only bound the work: with others the same answers take longer, or are not looked for so long. */
const BOUNDS = /\bspend\b/;
const NAMES_OF_BOUNDS = /^(?:MAX|MOST|MANY)(?:_|$)/;

/** Puts the mutants of a TypeScript file into it. */
export function mutated(file: string, source: string, firstId: number): MutatedFile {
  return new Mutation(file, source, firstId).result();
}

class Mutation {
  private readonly mutants: Mutant[] = [];
  private readonly tree: ts.SourceFile;

  public constructor(private readonly file: string, private readonly source: string, private readonly firstId: number) {
    this.tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  }

  public result(): MutatedFile {
    return { text: this.emit(this.tree), mutants: this.mutants };
  }

  /** The text of a node, with the mutants of what is in it. In the changed branch of a mutant there are no others. */
  private emit(node: ts.Node): string {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      return node.getFullText(this.tree);
    }
    let text = '';
    let at = node.getFullStart();
    ts.forEachChild(node, (child) => {
      text += this.source.slice(at, child.getFullStart()) + this.emit(child);
      at = child.getEnd();
    });
    text += this.source.slice(at, node.getEnd());
    const changes = changesOf(node, this.tree);
    if (changes.length === 0) {
      return text;
    }
    const before = this.source.slice(node.getFullStart(), node.getStart(this.tree));
    const own = text.slice(before.length);
    const isStatement = ts.isExpressionStatement(node);
    return changes.reduce((inner, change) => {
      const id = this.add(node, change);
      return isStatement ? `if (!__mutant(${id})) { ${inner} }` : `(__mutant(${id}) ? ${change} : ${inner})`;
    }, isStatement ? own : `(${own})`).replace(/^/, () => before);
  }

  private add(node: ts.Node, change: string): number {
    const id = this.firstId + this.mutants.length;
    const line = this.tree.getLineAndCharacterOfPosition(node.getStart(this.tree)).line + 1;
    const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 70);
    this.mutants.push({ id, file: this.file, line, change: `${short(node.getText(this.tree))} → ${short(change) || 'nothing'}` });
    return id;
  }
}

/** What a node may be changed to, as texts of TypeScript. */
function changesOf(node: ts.Node, tree: ts.SourceFile): string[] {
  if (ts.isNumericLiteral(node) && ts.isVariableDeclaration(node.parent) && NAMES_OF_BOUNDS.test(node.parent.name.getText(tree))) {
    return [];
  }
  const text = (part: ts.Node) => part.getText(tree);
  if (ts.isBinaryExpression(node)) {
    const other = OPERATORS[node.operatorToken.getText(tree)];
    return other === undefined ? [] : [`((${text(node.left)}) ${other} (${text(node.right)}))`];
  }
  if (ts.isExpressionStatement(node)) {
    return ts.isCallExpression(node.expression) && !BOUNDS.test(text(node)) && !/^super\b/.test(text(node)) ? [''] : [];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [`!!(${text(node.operand)})`];
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    return changesOfCall(node, node.expression, text);
  }
  const isCondition = node.parent !== undefined && ((ts.isIfStatement(node.parent) && node.parent.expression === node)
    || (ts.isConditionalExpression(node.parent) && node.parent.condition === node));
  if (isCondition && !ts.isBinaryExpression(node)) {
    return ['true', 'false'];
  }
  return changesOfLiteral(node, text(node));
}

function changesOfCall(node: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression, text: (part: ts.Node) => string): string[] {
  const { parent } = node;
  const given = node.arguments.map(text).join(', ');
  if (name.text === 'filter' && !ts.isOptionalChain(node)) {
    return [`(${text(expression)})`];
  }
  const other = Object.hasOwn(METHODS, name.text) && !ts.isOptionalChain(node) && !(ts.isExpressionStatement(parent) && name.text !== 'push') ? METHODS[name.text] : undefined;
  return other === undefined ? [] : [`${text(expression)}.${other}(${given})`];
}

function changesOfLiteral(node: ts.Node, text: string): string[] {
  const { parent } = node;
  if (parent === undefined || ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) {
    return [];
  }
  const isName = (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node;
  switch (isName ? undefined : node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return ['false'];
    case ts.SyntaxKind.FalseKeyword:
      return ['true'];
    case ts.SyntaxKind.NumericLiteral:
      return [`${text} + 1`];
    case ts.SyntaxKind.StringLiteral: // texts for people are not the engine's answers
      return text.includes(' ') ? [] : [text.length > 2 ? "''" : "'x'"];
    default:
      return [];
  }
}
