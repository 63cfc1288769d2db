import { inflateRawSync } from 'node:zlib';
import { boundaryQuestions } from './boundary-questions';
import { ManagedPolicies } from './managed-policies';
import { MANAGED_POLICY_ANSWERS } from './managed-policy-answers';
import { managedPolicyOf } from '../iam/arn';
import { readLiteralDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { isKnown } from '../iam/partial-text';

/** What a policy of AWS leaves as a permissions boundary. */
export interface BoundaryOfAws {
  /** It allows at most this. */
  readonly document: PolicyDocument;
  /** Whether it allows nothing that rules find fault with: what it allows is limited by resources or conditions that the table has not. */
  readonly isNarrow: boolean;
}

/** Not among the questions: each service gives tags by an action of its own, and here any of them may be allowed. */
const TAGGING = '*:*Tag*';

/** What the policies that AWS manages allow of what rules ask, whatever the resources and conditions. */
class Answers {
  /** The table, which is unpacked once. */
  public static read(): Answers {
    return Answers.whole ??= new Answers();
  }

  private static whole?: Answers;

  private readonly questions: readonly string[];
  private readonly lines: ReadonlyMap<string, string>;
  /** Questions that were not asked yet when the table was made: to each the answer is yes. */
  private readonly others: readonly string[];

  private constructor() {
    const [questions, ...lines] = inflateRawSync(Buffer.from(MANAGED_POLICY_ANSWERS, 'base64')).toString('utf-8').split('\n');
    this.questions = questions.split(' ');
    this.lines = new Map([...ManagedPolicies.read().grants.keys()].map((name, i) => [name, lines[i]]));
    const asked = new Set(this.questions);
    this.others = boundaryQuestions().filter((question) => !asked.has(question));
  }

  /** At most what a policy allows; nothing of one that is not known, or that allows all. */
  public documentOf(name: string): PolicyDocument | undefined {
    const line = this.lines.get(name);
    if (line === undefined || line === '*') {
      return undefined;
    }
    const allowed = line === '' ? [] : line.split(' ').map((index) => this.questions[parseInt(index, 36)]);
    return documentOf({ Action: [...allowed, ...this.others, TAGGING] });
  }
}

const KNOWN = new Map<string, BoundaryOfAws | undefined>();

/** What a policy of AWS leaves as a permissions boundary, as far as tables tell; nothing, if it limits nothing, or nobody can tell. */
export function boundaryOfAws(arn: string): BoundaryOfAws | undefined {
  const { account, name = '' } = isKnown(arn) ? managedPolicyOf(arn) ?? {} : {};
  if (account === 'aws' && !KNOWN.has(name)) {
    KNOWN.set(name, boundaryOf(name));
  }
  return account === 'aws' ? KNOWN.get(name) : undefined;
}

function boundaryOf(name: string): BoundaryOfAws | undefined {
  const grant = ManagedPolicies.read().grants.get(name);
  const [, excluded] = /^everything but (.*)$/.exec(grant ?? '') ?? [];
  const document = excluded === undefined ? Answers.read().documentOf(name) : documentOf({ NotAction: excluded.split(', ') });
  return document === undefined ? undefined : { document, isNarrow: grant === '' };
}

function documentOf(actions: object): PolicyDocument {
  return readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...actions, Resource: '*' } });
}
