import type { Run } from './evaluation-run';
import { variableSupport } from './policy-variable';
import { anyOf } from './principal-match';
import type { PrincipalMatch } from './principal-match';
import { StatementMatch } from './statement-match';
import { either, someOf } from './truth';
import type { Truth } from './truth';
import type { PolicyKind } from '../applicable-policies';
import type { PolicyDocument } from '../document';
import type { OpenQuestion, StatementReference } from '../evaluation';
import type { UndecidedPart } from '../policy-statement';

/** What the policies of one kind, or of one level, say about a request. */
export interface PolicyVerdict {
  readonly kind: PolicyKind;
  readonly denies: Truth;
  readonly allows: PrincipalMatch;
  /** The statements that surely allow and deny. */
  readonly allowing: readonly StatementReference[];
  readonly denying: readonly StatementReference[];
  /** What it depends on whether they allow or deny. */
  readonly allowQuestions: readonly OpenQuestion[];
  readonly denyQuestions: readonly OpenQuestion[];
}

type DocumentPlace = Omit<StatementReference, 'statement'>;

/** A statement, or what cannot be read at all. */
interface Entry {
  readonly place: DocumentPlace;
  readonly content: StatementMatch | UndecidedPart;
}

/** The policies of one kind, or of one level of control policies, read once. */
export class PolicyMatch {
  private readonly entries: readonly Entry[];

  public constructor(private readonly kind: PolicyKind, documents: readonly PolicyDocument[], level?: number) {
    const ofLevel = level === undefined ? {} : { level };
    this.entries = documents.flatMap((document, index) => entriesOf(document, { policy: kind, ...ofLevel, document: index }));
  }

  public verdict(run: Run): PolicyVerdict {
    const verdict = new Collector(this.kind);
    for (const { place, content } of this.entries) {
      if (!(content instanceof StatementMatch)) {
        verdict.addUnread({ what: content.what, ...place });
        continue;
      }
      const applies = content.appliesTo(run);
      const questions = run.takeQuestions();
      if (anyOf(applies) !== false) {
        verdict.add(content, applies, { ...place, statement: content.statement.number }, questions);
      }
    }
    return verdict;
  }
}

const OPEN: PrincipalMatch = { itself: undefined, role: undefined, account: undefined };

/** What was found so far. */
class Collector implements PolicyVerdict {
  public denies: Truth = false;
  public allows: PrincipalMatch = { itself: false, role: false, account: false };
  public readonly allowing: StatementReference[] = [];
  public readonly denying: StatementReference[] = [];
  public readonly allowQuestions: OpenQuestion[] = [];
  public readonly denyQuestions: OpenQuestion[] = [];

  public constructor(public readonly kind: PolicyKind) {}

  public addUnread(question: OpenQuestion): void {
    this.addAllow(OPEN);
    this.denies = either(this.denies, undefined);
    this.denyQuestions.push(question);
  }

  public add({ effect }: StatementMatch, applies: PrincipalMatch, place: StatementReference, questions: readonly string[]): void {
    const open = questions.map((what): OpenQuestion => ({ what, ...place }));
    if (effect !== 'Deny') {
      this.addAllow(applies);
      this.allowing.push(...anyOf(applies) === true ? [place] : []);
      this.allowQuestions.push(...open);
    }
    if (effect !== 'Allow') {
      const denies = anyOf(applies);
      this.denies = either(this.denies, denies);
      this.denying.push(...denies === true ? [place] : []);
      this.denyQuestions.push(...open);
    }
  }

  private addAllow({ itself, role, account }: PrincipalMatch): void {
    const { allows } = this;
    this.allows = { itself: either(allows.itself, itself), role: either(allows.role, role), account: either(allows.account, account) };
  }
}


function entriesOf({ version, statements, undecided }: PolicyDocument, place: DocumentPlace): Entry[] {
  const support = variableSupport(version);
  const unreadOf = new Map<number, UndecidedPart[]>();
  for (const part of undecided) {
    if (part.statement !== undefined) {
      unreadOf.set(part.statement, [...unreadOf.get(part.statement) ?? [], part]);
    }
  }
  const matches = statements.map((statement): Entry => ({
    place,
    content: new StatementMatch(statement, { kind: place.policy, support, undecided: unreadOf.get(statement.number) ?? [] }),
  }));
  return [...matches, ...undecided.filter(({ statement }) => statement === undefined).map((content): Entry => ({ place, content }))];
}

/** Whether one of several verdicts denies. */
export function anyDenies(verdicts: readonly PolicyVerdict[]): Truth {
  return someOf(verdicts, ({ denies }) => denies);
}
