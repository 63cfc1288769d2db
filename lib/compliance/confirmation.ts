import type { JudgedRole } from './judged-role';
import { ofRole } from './judged-role';
import type { ResourceKind } from './resource-scope';
import { SessionKeys } from './session-keys';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint } from '../iam/decide/question';
import { TextSet } from '../iam/language/text-set';

/** Beyond these a question is left open: a finding then stands, as its statement reads. */
const MOST_STEPS = 20_000;
const MOST_STATEMENTS = 200;
const MOST_QUESTIONS = 100;

const ADMINISTRATORS = TextSet.like('arn:*:iam::aws:policy/AdministratorAccess');
/** The actions whose requests have the boundary of the role or user. */
const BOUNDED = /^iam:(?:Attach(?:Role|User)Policy|Put(?:Role|User)(?:Policy|PermissionsBoundary)|UpdateAssumeRolePolicy)$/;
/** What no pod has. */
const NO_SECOND_FACTOR: Readonly<Record<string, KeyConstraint>> = {
  'aws:MultiFactorAuthPresent': { mayBeAbsent: true, values: TextSet.equals('false') },
  'aws:MultiFactorAuthAge': { mayBeAbsent: true },
};

/** Questions of one role whether a request of a pod is allowed, as IAM decides. */
class Questions {
  private readonly answers = new Map<string, boolean>();
  private readonly isWorthAsking: boolean;

  public constructor(private readonly role: JudgedRole) {
    const statements = role.policies.flatMap(({ document }) => document.statements);
    const isOneWay = new Set(role.policies.map(({ at, name }) => `${at}\n${name}`)).size === role.policies.length;
    this.isWorthAsking = isOneWay && statements.length <= MOST_STATEMENTS
      && (role.boundary !== undefined || statements.some(({ effect, conditions }) => effect === 'Deny' || conditions.length > 1));
  }

  /** Whether no request is allowed, whatever the circumstances. What is not asked, or cannot be decided, is not refuted. */
  public isRefuted(action: string, kind: ResourceKind): boolean {
    const key = `${action} ${kind}`;
    if (!this.isWorthAsking || (!this.answers.has(key) && this.answers.size >= MOST_QUESTIONS)) {
      return false;
    }
    const known = this.answers.get(key) ?? this.ask(action, kind);
    this.answers.set(key, known);
    return known;
  }

  private ask(action: string, kind: ResourceKind): boolean {
    const { policies, boundary } = this.role;
    const [service, ...rest] = kind.split(':');
    return decide({
      policies: { identity: policies.map(({ document }) => document), permissionsBoundary: boundary && [boundary] },
      principals: [{ kind: 'roleSession', identifiers: TextSet.of(new SessionKeys(this.role).arnPatterns, 'arn') }],
      actions: TextSet.equals(action.toLowerCase()),
      resources: kind === '*' ? TextSet.equals('*') : TextSet.of([['arn', '*', service, ...rest].join(':').replace(/~/g, '*')], 'arn'),
      context: { ...NO_SECOND_FACTOR, ...BOUNDED.test(action) ? { 'iam:PermissionsBoundary': { mayBeAbsent: true, values: ADMINISTRATORS } } : {} },
      maxSteps: MOST_STEPS,
    }).kind === 'none';
  }
}

const questionsOf = ofRole((role) => new Questions(role));

/**
 * Whether IAM allows a role an action on no resource of a kind, all its policies taken together: conditions that exclude each
 * other, denies that leave nothing between them.
 */
export function isRefuted(role: JudgedRole, action: string, kind: ResourceKind): boolean {
  return questionsOf(role).isRefuted(action, kind);
}
