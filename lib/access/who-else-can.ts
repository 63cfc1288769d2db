import type { AbleOne } from './able-one';
import { askAny } from './ask-any';
import type { GuardrailReach } from './guardrails/guardrail-reach';
import type { AccessModel } from './model/access-model';
import { PrincipalError, requestedPrincipal } from './requested-principal';
import { placeText } from './routes/role-policies';
import type { AskedRequest, ControlPolicies } from './routes/role-policies';
import { mergedContext } from './routes/session';
import { standardKeys } from './routes/standard-keys';
import { verdictText } from './verdict-text';
import type { RequestPrincipal } from '../iam/access-request';
import { arnParts } from '../iam/arn';
import { readDocument } from '../iam/document';
import { plain, unknownPart } from '../iam/partial-text';

const ANYONE = 'anyone';

/** The principals that the policy of the resource names and that are no roles among the paths. */
export function othersThatCan(model: AccessModel, control: ControlPolicies, asked: AskedRequest, reach: GuardrailReach): AbleOne[] {
  const owned = model.resources.of(asked.resource);
  const documents = owned?.policies.map(({ document }) => document) ?? [];
  const named = new Map(documents.flatMap(({ statements }) => statements).filter(({ effect }) => effect !== 'Deny').flatMap(({ principals }) => principals)
    .map(({ type, value }) => [`${type} ${value}`, { type, value }]));
  const isSeen = (value: string) => model.rolesOfArn(value).length > 0 || model.usersOfArn(value).length > 0;
  const found = [...named.values()].filter(({ value }) => !isSeen(value)).flatMap(({ type, value }): AbleOne[] => {
    const principal = principalOf(type, value, arnParts(owned?.arn ?? '')?.partition ?? 'aws');
    if (principal === undefined) {
      return [];
    }
    const hasOwn = principal.kind === 'roleSession' || principal.kind === 'user';
    const unseen = unknownPart('what its own policies allow, which are not among the paths');
    const identity = hasOwn ? [readDocument({ Statement: { Effect: 'Allow', Action: unseen, Resource: unseen } })] : [];
    const policies = { identity, resource: documents, ...control.policies };
    const account = asked.resourceAccount ?? owned?.account;
    const verdict = askAny(policies, {
      principal,
      action: asked.action,
      resource: asked.resource,
      ...account === undefined ? {} : { resourceAccount: account },
      context: mergedContext(standardKeys(asked.resource), asked.context ?? {}),
    }, reach);
    return verdict.decision === 'denied' ? [] : [{
      who: whoText(principal, value),
      decision: verdict.decision,
      through: [],
      because: verdictText(verdict, policies, (place) => {
        const policy = place.policy === 'resource' ? owned?.policies[place.document] : undefined;
        return policy !== undefined ? `${plain(policy.name)} (${placeText(policy.origin())})`
          : place.policy === 'identity' ? 'its own policies' : control.nameOf(place);
      }),
      conditions: verdict.conditions,
    }];
  });
  // Where anyone can, it says nothing that others are named, too.
  const anyone = found.find(({ who, decision, conditions }) => who === ANYONE && decision === 'allowed' && conditions.length === 0);
  return anyone === undefined ? found : [anyone];
}

function whoText({ kind }: RequestPrincipal, value: string): string {
  switch (kind) {
    case 'anonymous': return ANYONE;
    case 'accountRoot': return `${plain(value)} and whom that account allows`;
    case 'service': return `the service ${plain(value)}`;
    default: return plain(value);
  }
}

function principalOf(type: string, value: string, partition: string): RequestPrincipal | undefined {
  try {
    return type === '*' ? { kind: 'anonymous' } : requestedPrincipal({ [type]: /^\d{12}$/.test(value) ? `arn:${partition}:iam::${value}:root` : value });
  } catch (error) {
    if (error instanceof PrincipalError) {
      return undefined; // nobody whom a request can come from
    }
    throw error;
  }
}
