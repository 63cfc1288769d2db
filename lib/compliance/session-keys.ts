import { regionsOf } from './global-services';
import { digitsFor, PARTITIONS } from './resource-scope';
import { arnParts } from '../iam/arn';
import { ConditionMatch } from '../iam/evaluator/condition-match';
import { Run } from '../iam/evaluator/evaluation-run';
import { variableSupport } from '../iam/evaluator/policy-variable';
import type { VariableSupport } from '../iam/evaluator/policy-variable';
import type { Truth } from '../iam/evaluator/truth';
import { isKnown, masked, unknownPart } from '../iam/partial-text';
import type { ConditionTest } from '../iam/policy-statement';
import type { InventoryRole } from '../inventory/role';

/** The keys that follow from whose session it is, whatever a pod asks for. */
const OF_SESSION = /^aws:(?:PrincipalArn|PrincipalAccount|PrincipalType|PrincipalIsAWSService|PrincipalServiceName|PrincipalServiceNamesList|userid|username)$/i;
/** Whoever calls IAM calls it for what its own account has. */
const OF_RESOURCE = /^aws:ResourceAccount$/i;
const OF_REGION = /^aws:RequestedRegion$/i;
/** The keys that are in each request of a session, and only grow: a pod gets new credentials, so when they were issued does, too. */
const OF_TIME = /^aws:(?:CurrentTime|EpochTime|TokenIssueTime)$/i;
const [ACCOUNT, PARTITION] = [unknownPart('AWS::AccountId'), unknownPart('AWS::Partition')];
/** A pattern that takes all of them takes any. */
const SOME_ACCOUNTS = ['000000000000', '999999999999', '123456789012'];
/** Patterns of some digits each take all of them only if they take all accounts that begin or end so. */
const ACCOUNTS_BY_DIGIT = Array.from({ length: 10 }, (_, digit) => String(digit).repeat(12));
/** Later than what anybody writes, and still eleven digits of seconds. */
const FAR = Date.parse('5000-01-01T00:00:00Z');
const SECOND = 1_000;

/** The id of a role, and the name of a session. */
const USER_ID = `AROA${unknownPart('the rest of the id of the role')}:${unknownPart('the name of the session')}`;

type Session = Pick<InventoryRole, 'account' | 'path' | 'roleName' | 'namePattern' | 'writtenName' | 'trust'> & Partial<Pick<InventoryRole, 'at' | 'policies' | 'boundary'>>;

/**
 * What is known of every request that is made with a session of a role, from a moment on: which role it is, and that time goes on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export class SessionKeys {
  private readonly partitions: readonly string[];
  private readonly path: string;
  private readonly name: string;
  private readonly support: VariableSupport;
  /** What was told of tests, whatever the action. */
  private readonly told = new Map<ConditionTest, Truth>();

  /** @param now milliseconds; what depends on time is open without it */
  public constructor(private readonly role: Session, private readonly now?: number) {
    const { path = `/${unknownPart('the path of the role')}`, roleName, writtenName, namePattern = '*', policies = [], boundary } = role;
    this.partitions = partitionsOf(role);
    this.path = path;
    this.name = roleName ?? writtenName ?? namePattern.replace(/[*?]+/g, (_, at: number) => unknownPart(`the name of the role, from ${at}`));
    const documents = [...policies.map(({ document }) => document), ...boundary === undefined ? [] : [boundary]];
    this.support = documents.length > 0 && documents.every(({ version }) => variableSupport(version) === 'resolved') ? 'resolved' : 'unknown';
  }

  /** Patterns of the role's ARN, one for each partition that it may be of. */
  public get arnPatterns(): string[] {
    return this.partitions.map((partition) => masked(this.roleArn(partition, this.role.account ?? ACCOUNT), '*'));
  }

  /** Whether a test holds in all of these requests for an action, or in none; nothing where it holds in some, or that cannot be told. */
  public truthOf(test: ConditionTest, action: string): Truth {
    const { key, operator: { known } } = test;
    if (!known || !isKnown(key)) {
      return undefined;
    }
    if (OF_SESSION.test(key) || (OF_RESOURCE.test(key) && /^iam:/i.test(action))) {
      return this.once(test, () => this.ofSession(test));
    }
    return OF_TIME.test(key) ? this.once(test, () => this.ofTime(test)) : OF_REGION.test(key) ? this.ofRegion(test, action) : undefined;
  }

  private once(test: ConditionTest, answer: () => Truth): Truth {
    if (!this.told.has(test)) {
      this.told.set(test, answer());
    }
    return this.told.get(test);
  }

  /** Where the partition or the account is not known, the answer must be the same in each of those that it may be. */
  private ofSession(test: ConditionTest): Truth {
    const { account } = this.role;
    const some = test.values.some((value) => /\d[*?]|[*?]\d/.test(value)) ? ACCOUNTS_BY_DIGIT : SOME_ACCOUNTS;
    const accounts = account === undefined ? [...some, ...accountsIn(test)] : [account];
    return unanimous(this.partitions.flatMap((partition) => accounts.map((own) => {
      const values = test.values.map((value) => isKnown(value) ? value : this.withOwn(value, partition, own));
      return this.holds({ ...test, values }, this.roleArn(partition, own), { 'aws:userid': USER_ID }, own);
    })));
  }

  /** A text that may refer to the role by its logical id, or to its account and partition. */
  private withOwn(value: string, partition: string, account: string): string {
    const { at = '' } = this.role;
    const own: readonly (readonly [string, string])[] = [
      [PARTITION, partition], [ACCOUNT, account], ...at === '' ? [] : [[unknownPart(`${at}.Arn`), this.roleArn(partition, account)] as const, [unknownPart(at), this.name] as const],
    ];
    return own.reduce((text, [part, ownText]) => text.split(part).join(ownText), value);
  }

  /** A service with one endpoint is called in its region; others are in any. */
  private ofRegion(test: ConditionTest, action: string): Truth {
    const regions = regionsOf(action, this.partitions);
    return regions === undefined ? undefined
      : unanimous(regions.map((region) => this.holds(test, this.roleArn(this.partitions[0], ACCOUNT), { [test.key]: region })));
  }

  /** What a test says changes at its own moments alone: these, and those right before and behind, tell of all that are to come. */
  private ofTime(test: ConditionTest): Truth {
    const { key, operator: { type }, values } = test;
    const { now } = this;
    if (now === undefined || !['date', 'number', 'null'].includes(type)) {
      return undefined;
    }
    const roleArn = this.roleArn(this.partitions[0], ACCOUNT);
    const moments = values.map(momentOf).flatMap((moment) => [moment - SECOND, moment, moment + SECOND]).filter((moment) => moment > now);
    return unanimous([now, ...moments, FAR].map((moment) =>
      this.holds(test, roleArn, { [key]: /epoch/i.test(key) ? String(Math.floor(moment / SECOND)) : new Date(moment).toISOString() })));
  }

  private roleArn(partition: string, account: string): string {
    return `arn:${partition}:iam::${account}:role${this.path}${this.name}`;
  }

  private holds(test: ConditionTest, roleArn: string, context: Readonly<Record<string, string>>, resourceAccount?: string): Truth {
    const sessionArn = `arn:${PARTITION}:sts::${ACCOUNT}:assumed-role/${this.name}/${unknownPart('the name of the session')}`;
    const request = { principal: { kind: 'roleSession' as const, roleArn, sessionArn }, action: '*', resource: '*', resourceAccount, context, hasOpenKeys: true };
    return new ConditionMatch(test, this.support).holds(new Run(request, {}));
  }
}

/** The accounts that values name, or one that their pattern takes. */
function accountsIn({ values }: ConditionTest): string[] {
  return values.map((value) => digitsFor(arnParts(value)?.account ?? value)).filter((account) => /^\d{12}$/.test(account));
}

/** Whether it is time that decides whether a test holds. */
export function isOfTime({ key }: ConditionTest): boolean {
  return OF_TIME.test(key);
}

/** The partition is that of the providers that a role trusts, where it trusts any. */
function partitionsOf({ trust }: Session): readonly string[] {
  const named = trust.statements.flatMap(({ principals }) => principals.flatMap(({ type, value }) => {
    const partition = type === 'Federated' ? arnParts(value)?.partition : undefined;
    return partition !== undefined && /^aws[a-z-]*$/.test(partition) ? [partition] : [];
  }));
  return named.length > 0 && new Set(named).size === 1 ? [named[0]] : PARTITIONS;
}

/** A moment in milliseconds: seconds since 1970 or ISO 8601; NaN for others. */
export function momentOf(value: string): number {
  return /^\d{5,11}$/.test(value) ? Number(value) * SECOND : Date.parse(value);
}

function unanimous(truths: readonly Truth[]): Truth {
  return truths.every((truth) => truth === truths[0]) ? truths[0] : undefined;
}
