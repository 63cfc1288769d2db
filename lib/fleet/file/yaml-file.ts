import type { Document, LineCounter } from 'yaml';
import { pathText } from './data-path';
import type { DataPath } from './data-path';
import { EMPTY, readText } from './file-text';
import type { Source } from './source';
import { WorkloadsFileError } from './workloads-file-error';
import type { Problem } from './workloads-file-error';
import { dataOf } from './yaml-aliases';
import { lint } from './yaml-lint';
import type { LintProblem } from './yaml-lint';
import { YamlPlaces } from './yaml-places';
import { templateAt } from './yaml-slips';
import { syntaxProblems } from './yaml-syntax';
import { lazy } from '../../core/lazy';
import { MOST_LEVELS } from '../../core/placed-data';
import { visible } from '../../core/text';

/** A YAML file: its plain data, and where each part of it is written. */
export class YamlFile implements Source {
  /**
   * Reads and parses a file.
   *
   * @throws WorkloadsFileError if it is missing, unreadable, empty, not UTF-8 or not YAML
   */
  public static read(file: string): YamlFile {
    return YamlFile.parse(file, readText(file));
  }

  public static parse(file: string, text: string): YamlFile {
    const lines = new lazy.yaml.LineCounter();
    const documents = parseDocuments(text, lines, (offset, message) => new WorkloadsFileError(file, [problemAt(lines, offset, message)]));
    if (documents.length === 0) {
      throw new WorkloadsFileError(file, [problemAt(lines, 0, EMPTY)]);
    }
    const syntax = syntaxProblems(text, documents.flatMap((document) => document.errors), lines);
    const errors = [...syntax, ...syntax.length > 0 ? [] : withTemplates(text, documents.flatMap(lint))];
    if (errors.length > 0) {
      throw new WorkloadsFileError(file, errors.map(({ offset, message }) => problemAt(lines, offset, message)));
    }
    const [document, second] = documents;
    if (second) {
      throw new WorkloadsFileError(file, [problemAt(lines, second.range[0], 'the file must be one YAML document, and a second begins here')]);
    }
    if (document.contents === null || (lazy.yaml.isScalar(document.contents) && document.contents.value === null)) {
      throw new WorkloadsFileError(file, [problemAt(lines, 0, EMPTY)]);
    }
    return new YamlFile(file, document, lines);
  }

  public readonly data: unknown;
  private readonly places: YamlPlaces;

  private constructor(public readonly file: string, document: Document.Parsed, lines: LineCounter) {
    this.places = new YamlPlaces(document, lines);
    this.data = dataOf(document, (offset, message) => new WorkloadsFileError(file, [problemAt(lines, offset, message)]));
  }

  public problem(path: DataPath, message: string, atKey = false): Problem {
    return { ...this.places.at(path, atKey), path: pathText(path), message };
  }

  public lineOf(path: DataPath): string {
    const { line, column } = this.places.at(path, true);
    return `line ${line}, column ${column}`;
  }

  public linkTo(path: DataPath): string {
    const { line, column } = this.places.at(path, true);
    return `${visible(this.file)}:${line}:${column}`;
  }

  public writtenAt(path: DataPath): string | undefined {
    return this.places.writtenAt(path);
  }
}

/** The template alone, where it is one that YAML takes for a map. */
function withTemplates(text: string, problems: readonly LintProblem[]): readonly LintProblem[] {
  const template = problems.map(({ offset }) => templateAt(text, offset)).find((found) => found !== undefined);
  return template === undefined ? problems : [template];
}

/** A problem of the file as a whole. */
function problemAt(lines: LineCounter, offset: number, message: string): Problem {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), path: '', message };
}

/** As the parser's `parseAllDocuments`, with a limit of depth: its composer recurses. */
function parseDocuments(text: string, lines: LineCounter, errorAt: (offset: number, message: string) => Error): Document.Parsed[] {
  const { Composer, Lexer, Parser } = lazy.yaml;
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  function* tokens() {
    for (const lexeme of new Lexer().lex(text)) {
      if (parser.stack.length > MOST_LEVELS) {
        throw errorAt(parser.offset, `the file must be nested at most ${MOST_LEVELS} levels deep`);
      }
      yield* parser.next(lexeme);
    }
    yield* parser.end();
  }
  const composer = new Composer({ lineCounter: lines, merge: true, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as object);
  return [...composer.compose(tokens())] as Document.Parsed[];
}
