import { escalations, onAnyRole } from './escalation';
import { judgedRole } from './judged-role';
import { promisesAll } from './managed-policies';
import { Permissions } from './permitted';
import { coverages } from './service-coverage';
import { POD_IDENTITY_SERVICE } from '../core/names';
import { coversAction } from '../iam/action';
import { readLiteralDocument } from '../iam/document';
import type { InventoryRole } from '../inventory/role';

/** Who may change this much of a service, on everything, has it in all but the letter. */
const MANY_CHANGES = 5;

/**
 * What a policy allows on every resource that nobody should attach to a workload: `s3:*`, `iam:PassRole`; nothing if there is
 * nothing of the kind.
 *
 * @param changing the actions that change something, rather than read it, of services of which that matters
 */
export function broadGrant(name: string, document: unknown, changing: readonly string[]): string | undefined {
  const role = judgedRole(roleWith(document));
  const [everything] = coverages(role).filter(({ limit }) => limit === 'none');
  if (everything !== undefined) {
    return everything.pattern.replace(/, .*,$/, '');
  }
  for (const action of ['iam:PassRole', 'sts:AssumeRole']) {
    if (onAnyRole(role, action).some(({ breadth, isUnclear }) => breadth === 'any' && !isUnclear)) {
      return action;
    }
  }
  const [escalation] = escalations(role).filter(({ level }) => level === 'error');
  if (escalation !== undefined) {
    return escalation.actions[0].action;
  }
  const changes = promisesAll(name) ? changesOf(role, changing) : [];
  return changes.length >= MANY_CHANGES ? `${changes[0]} and ${changes.length - 1} more` : undefined;
}

/** The actions of a list that are allowed on `*`. */
function changesOf(role: InventoryRole, actions: readonly string[]): string[] {
  const permissions = new Permissions(role);
  return actions.filter((action) => permissions.allowing.some(({ statement }) => coversAction(statement, action)
    && statement.resources.some((entry) => /^(?:\*|arn:[^:]*:[^:]*:[*:]*(?:[a-z-]+[/:])?\*)$/.test(entry))
    && permissions.limit(statement, action) === 'none'));
}

/** A role for pods that has one policy. */
function roleWith(document: unknown): InventoryRole {
  const pods = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: POD_IDENTITY_SERVICE } };
  return {
    at: '',
    trust: readLiteralDocument({ Statement: pods }),
    policies: [{ name: '', kind: 'inline', document: readLiteralDocument(document) }],
    managedPolicyArns: [],
    managedPolicies: 0,
    permissionsBoundary: 'absent',
    issuersOfProviders: new Map(),
    undecided: [],
  };
}
