import ts from 'typescript';

/** One small change of the source, which some test should notice. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  /** Which of the file's mutants it is, from 0. */
  readonly number: number;
  readonly line: number;
  /** `a < b → a <= b`. */
  readonly change: string;
}

/** A file with each of its mutants told to `__reached` where it is reached. */
export interface MarkedFile {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

const OPERATORS: Readonly<Record<string, string>> = {
  '===': '!==', '!==': '===', '<': '<=', '<=': '<', '>': '>=', '>=': '>', '&&': '||', '||': '&&', '-': '+', '*': '/', '/': '*', '%': '*',
};
const METHODS: Readonly<Record<string, string>> = {
  some: 'every', every: 'some', startsWith: 'endsWith', endsWith: 'startsWith', min: 'max', max: 'min', toLowerCase: 'toUpperCase',
};
/** Calls that only count the work. */
const COUNTING = /^(?:spend)$/;
/** Names of numbers that only bound the work: with others the same answers take longer, or are not looked for so long. */
const NAMES_OF_BOUNDS = /^(?:MAX|MOST|LEAST|MANY|COST)(?:_|$)/;
/** Stands before a statement that only saves time, and says why. Changes that leave its work to the code behind it change no answer. */
const ONLY_FASTER = /^\/\/ Only faster: ./;

/** The mutants of a TypeScript file, and the file with a mark at each. */
export function marked(file: string, source: string, firstId: number): MarkedFile {
  const mutants: Mutant[] = [];
  const text = new Emitter(file, source, (mutant) => {
    const id = firstId + mutants.length;
    mutants.push({ ...mutant, id, number: mutants.length });
    return `__reached[${id}] = 1`;
  }).text();
  return { text, mutants };
}

/** A TypeScript file with one of its mutants, or with none. */
export function mutated(file: string, source: string, number?: number): string {
  let next = 0;
  return new Emitter(file, source, () => next++ === number ? undefined : '').text();
}

/** What is put before a mutated place; in place of `undefined`, its change is made. */
type Placed = (mutant: Omit<Mutant, 'id' | 'number'>) => string | undefined;

/** Writes a file anew, with a step counted in each turn of each loop, so that one that never ends is noticed. */
class Emitter {
  private readonly tree: ts.SourceFile;

  public constructor(private readonly file: string, private readonly source: string, private readonly placed: Placed) {
    this.tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  }

  public text(): string {
    return this.emit(this.tree);
  }

  private emit(node: ts.Node): string {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || isOfWork(node)) {
      return node.getFullText(this.tree);
    }
    const before = this.source.slice(node.getFullStart(), node.getStart(this.tree));
    const inner = this.inner(node).slice(before.length);
    const isLoop = node.parent !== undefined && ts.isIterationStatement(node.parent, false) && node.parent.statement === node;
    const text = this.withChanges(node, inner);
    return before + (isLoop ? `{ __turn(); ${text} }` : text);
  }

  private inner(node: ts.Node): string {
    let text = '';
    let at = node.getFullStart();
    ts.forEachChild(node, (child) => {
      text += this.source.slice(at, child.getFullStart()) + this.emit(child);
      at = child.getEnd();
    });
    return text + this.source.slice(at, node.getEnd());
  }

  private withChanges(node: ts.Node, inner: string): string {
    const line = this.tree.getLineAndCharacterOfPosition(node.getStart(this.tree)).line + 1;
    const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 70);
    let marks = '';
    for (const change of changesOf(node, this.tree)) {
      const own = this.placed({ file: this.file, line, change: `${short(node.getText(this.tree))} → ${short(change) || 'nothing'}` });
      if (own === undefined) {
        return change === '' ? ';' : `(${change})`;
      }
      marks += own === '' ? '' : `${own}${ts.isExpressionStatement(node) ? ';' : ','} `;
    }
    return marks === '' ? inner : ts.isExpressionStatement(node) ? `{ ${marks}${inner} }` : `(${marks}${inner})`;
  }
}

/** Whether a node only counts the work. */
function isOfWork({ parent }: ts.Node): boolean {
  return parent !== undefined && ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression) && COUNTING.test(parent.expression.name.text);
}

/** Whether a condition decides only whether time is saved: where it is false instead of true, the same answer takes longer. */
function isOnlyFaster(node: ts.Node, tree: ts.SourceFile): boolean {
  let own = node;
  while (!ts.isStatement(own) && own.parent !== undefined) {
    const { parent } = own;
    const isOfParent = ts.isParenthesizedExpression(parent) || (ts.isIfStatement(parent) && parent.expression === own)
      || (ts.isConditionalExpression(parent) && parent.condition === own) || ts.isReturnStatement(parent)
      || ts.isVariableDeclaration(parent) || ts.isVariableDeclarationList(parent) || ts.isVariableStatement(parent)
      || (ts.isBinaryExpression(parent) && ['&&', '||'].includes(parent.operatorToken.getText(tree)));
    if (!isOfParent) {
      return false;
    }
    own = parent;
  }
  return isMarked(own, tree);
}

function isMarked(statement: ts.Node, tree: ts.SourceFile): boolean {
  const comments = ts.getLeadingCommentRanges(tree.text, statement.getFullStart()) ?? [];
  return comments.some(({ pos, end }) => ONLY_FASTER.test(tree.text.slice(pos, end)));
}

/** What a node may be changed to, as texts of TypeScript. */
function changesOf(node: ts.Node, tree: ts.SourceFile): string[] {
  if (ts.isNumericLiteral(node) && ts.isVariableDeclaration(node.parent) && NAMES_OF_BOUNDS.test(node.parent.name.getText(tree))) {
    return [];
  }
  const text = (part: ts.Node) => part.getText(tree);
  if (ts.isBinaryExpression(node)) {
    return changesOfOperation(node, tree);
  }
  if (ts.isExpressionStatement(node)) {
    return isRemovable(node.expression, tree) && !isMarked(node, tree) ? [''] : [];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [`!!(${text(node.operand)})`];
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const isSlower = node.expression.name.text === 'some' && isOnlyFaster(node, tree);
    return isSlower ? [] : changesOfCall(node, node.expression, text);
  }
  const isCondition = node.parent !== undefined && ((ts.isIfStatement(node.parent) && node.parent.expression === node)
    || (ts.isConditionalExpression(node.parent) && node.parent.condition === node));
  if (isCondition && !ts.isBinaryExpression(node)) {
    return isOnlyFaster(node, tree) ? ['true'] : ['true', 'false'];
  }
  const isCompared = node.parent !== undefined && ts.isBinaryExpression(node.parent) && text(node.parent.operatorToken) === '===';
  return isCompared && isOnlyFaster(node.parent, tree) ? [] : changesOfLiteral(node, text(node));
}

function changesOfOperation(node: ts.BinaryExpression, tree: ts.SourceFile): string[] {
  const written = node.operatorToken.getText(tree);
  const other = OPERATORS[written];
  const [left, right] = [node.left.getText(tree), node.right.getText(tree)];
  const isOfBounds = [left, right].some((side) => NAMES_OF_BOUNDS.test(side)) && !/^[&|=!]/.test(written);
  const isSlower = (written === '||' || written === '>=' || written === '<=') && isOnlyFaster(node, tree);
  return other === undefined || isOfBounds || isSlower ? [] : [`((${left}) ${other} (${right}))`];
}

function isRemovable(expression: ts.Expression, tree: ts.SourceFile): boolean {
  return ts.isCallExpression(expression) && !/^super\b/.test(expression.getText(tree))
    && !(ts.isPropertyAccessExpression(expression.expression) && COUNTING.test(expression.expression.name.text));
}

function changesOfCall(node: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression, text: (part: ts.Node) => string): string[] {
  const given = node.arguments.map(text).join(', ');
  if (name.text === 'filter' && !ts.isOptionalChain(node)) {
    return [`(${text(expression)})`];
  }
  const other = Object.hasOwn(METHODS, name.text) && !ts.isOptionalChain(node) ? METHODS[name.text] : undefined;
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
