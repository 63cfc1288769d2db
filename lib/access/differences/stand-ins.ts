import type { PolicyDocument } from '../../iam/document';
import { isKnown, unknownPart } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';

/** An account, region and partition in place of those that are not known. */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '120000000021',
  'AWS::Partition': 'aws',
  'AWS::Region': 'xx-standin-1',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'stack-standin',
};

/** What a text that is not known may be as a whole. */
export type Whole = 'text' | 'resource' | 'principal';

/** What stands before what is not known, where it is a whole ARN. */
const STARTS: Readonly<Record<Whole, string>> = {
  text: '',
  resource: `arn:${PSEUDO['AWS::Partition']}:standin:::`,
  principal: `arn:${PSEUDO['AWS::Partition']}:iam::${PSEUDO['AWS::AccountId']}:role/`,
};

const WRITTEN = new RegExp(`(?:${STARTS.resource}|${STARTS.principal})?standin\\d+x|${Object.values(PSEUDO).filter((text) => /\d|standin/.test(text)).join('|')}`, 'g');

/**
 * Texts in place of the parts that only a deployment makes known, so that two policies can be compared: the same part is the same text
 * on both sides, and two parts are two texts.
 */
export class StandIns {
  private readonly texts = new Map<string, string>();
  private readonly written = new Map<string, string>();

  /** @param same names that stand for one thing, each with the name that all of them have here */
  public constructor(private readonly same: ReadonlyMap<string, string> = new Map()) {}

  /** The text with texts in place of its parts. One that begins with such a part is perhaps an ARN. */
  public put(text: string, whole: Whole = 'text'): string {
    return isKnown(text) ? text : text.replace(/\uE000([^\uE001]*)\uE001/g, (_, name: string, at: number) => this.of(name, at === 0 ? whole : 'text'));
  }

  /** The text as it was written. */
  public back(text: string): string {
    return text.replace(WRITTEN, (found) => this.written.get(found) ?? found.replace(/standin\d+x$/, (name) => this.written.get(name) ?? name));
  }

  public document(document: PolicyDocument): PolicyDocument {
    return { ...document, statements: document.statements.map((statement) => this.statement(statement)) };
  }

  /** A statement as it was written, for words about it. */
  public writtenStatement(statement: PolicyStatement): PolicyStatement {
    return mapped(statement, (text) => this.back(text));
  }

  private statement(statement: PolicyStatement): PolicyStatement {
    return mapped(statement, (text, whole) => this.put(text, whole));
  }

  private of(written: string, whole: Whole): string {
    const name = this.same.get(written) ?? written;
    const key = `${whole} ${name}`;
    const known = this.texts.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = PSEUDO[name] ?? `${STARTS[whole]}standin${this.texts.size + 1}x`;
    this.texts.set(key, text);
    this.written.set(text, unknownPart(name));
    return text;
  }
}

/** Whether it is not known of which service an ARN is. */
export function isWholeStandIn(entry: string): boolean {
  return entry.startsWith(STARTS.resource);
}

function mapped(statement: PolicyStatement, change: (text: string, whole: Whole) => string): PolicyStatement {
  const all = (texts: readonly string[], whole: Whole = 'text') => texts.map((text) => change(text, whole));
  const named = (principals: PolicyStatement['principals']) =>
    principals.map(({ type, value }) => ({ type, value: change(value, type === 'AWS' ? 'principal' : 'text') }));
  return {
    ...statement,
    actions: all(statement.actions),
    notActions: all(statement.notActions),
    resources: all(statement.resources, 'resource'),
    notResources: all(statement.notResources, 'resource'),
    principals: named(statement.principals),
    notPrincipals: named(statement.notPrincipals),
    conditions: statement.conditions.map(({ operator, key, values }) =>
      ({ operator, key: change(key, 'text'), values: all(values, operator.type === 'arn' ? 'resource' : 'text') })),
  };
}
