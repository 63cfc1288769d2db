import { NAMESPACE, POD_IDENTITY_SERVICE, SERVICE_ACCOUNT_NAME, SUBJECT_PREFIX } from '../core/names';
import { explain } from '../core/text-format';
import type { PolicyDocument } from '../iam/document';
import { isLiteral } from '../iam/partial-text';
import type { ConditionTest } from '../iam/policy-statement';
import { placeholdersIn } from '../inventory/rendered-text';
import type { InventoryRole } from '../inventory/role';

/** Keys of conditions on the service account. */
const SUBJECT = /:sub$/i;
/** Stands for the one service account of a trust. */
const ITS_ACCOUNT = '';
/** More than an account has. */
const MOST_SHAPES = 10_000;

/**
 * All that decides whether something is wrong with a role's trust, but for the name of its service account: that is one which no rule
 * tells from others. Most roles of a cluster have one shape. Nothing, where the names in a trust matter, or a part of it is not known.
 */
export function trustShape({ trust, account, misplaced, isAssumedByPods }: InventoryRole, isElseOfWorkload: boolean): string | undefined {
  const { statements, undecided, version, id } = trust;
  if (undecided.length > 0 || misplaced !== undefined) {
    return undefined;
  }
  const tests = statements.flatMap(({ conditions }) => conditions).filter(({ key }) => SUBJECT.test(key));
  if (!(tests.length === 0 ? isOfPods(trust) : isOfOneAccount(tests))) {
    return undefined;
  }
  const shape = JSON.stringify([account, isElseOfWorkload, isAssumedByPods, version, id, statements.map((statement) => [
    statement.number, statement.sid, statement.effect, statement.actions, statement.notActions, statement.resources, statement.notResources,
    statement.principals, statement.notPrincipals, statement.hasNotPrincipal, statement.hasUndecidedConditions,
    statement.conditions.map(({ operator: { name }, key, values }) => [name, key, SUBJECT.test(key) ? ITS_ACCOUNT : values]),
  ])]);
  return isLiteral(shape) && !shape.includes(SUBJECT_PREFIX) ? shape : undefined;
}

/** Of EKS Pod Identity alone: many roles have one trust, in which nothing tells them apart. */
function isOfPods({ statements }: PolicyDocument): boolean {
  return statements.length > 0 && statements.every(({ principals }) => principals.length > 0
    && principals.every(({ type, value }) => type === 'Service' && value === POD_IDENTITY_SERVICE));
}

function isOfOneAccount(tests: readonly ConditionTest[]): boolean {
  const subject = tests[0].values[0];
  return subject !== undefined && tests.every((test) => isOfOne(test, subject)) && isUsual(subject);
}

function isOfOne({ operator: { name }, values }: ConditionTest, subject: string): boolean {
  return name === 'StringEquals' && values.length === 1 && values[0] === subject;
}

/** Whether it is the subject of a service account, of a name that means nothing. */
function isUsual(subject: string): boolean {
  const [, , namespace, name, ...rest] = subject.split(':');
  return subject.startsWith(SUBJECT_PREFIX) && name !== undefined && name !== 'default' && rest.length === 0 && placeholdersIn(subject).length === 0
    && explain(NAMESPACE, namespace) === undefined && explain(SERVICE_ACCOUNT_NAME, name) === undefined;
}

/** The shapes of trusts with which nothing is wrong, and whether pods become a role by them. */
export class SoundTrusts {
  private readonly known = new Map<string, boolean>();

  /** Nothing, where it is not known that nothing is wrong. */
  public isOfWorkload(shape: string | undefined): boolean | undefined {
    return shape === undefined ? undefined : this.known.get(shape);
  }

  public add(shape: string | undefined, isOfWorkload: boolean): void {
    if (shape !== undefined && this.known.size < MOST_SHAPES) {
      this.known.set(shape, isOfWorkload);
    }
  }
}
