import type { Box } from './boxes';
import { ACTION, FIRST_KEY, PRINCIPAL, RESOURCE, SESSION } from './dimensions';
import type { Coordinates, Dimensions } from './dimensions';
import { KeySet } from './key-set';
import type { PrincipalKind } from './principal-sets';
import type { Question } from './question';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../access-request';
import { arnParts } from '../arn';
import { Language } from '../language/language';
import type { Steps } from '../language/steps';
import { TextSet } from '../language/text-set';
import { splitText } from '../partial-text';

const SESSION_NAME = 'session';

/** One request of a box, which looks like one that is made; nothing if one of its texts cannot be chosen. */
export function candidateOf(
  box: Box, dimensions: Dimensions, { examples = [], resourceAccount }: Question, steps: Steps,
): AccessRequest | undefined {
  const text = (dimension: number, preferred: readonly string[]) => {
    const coordinates = box[dimension];
    return coordinates instanceof KeySet ? undefined : coordinates.word(steps, preferred);
  };
  const identifier = text(PRINCIPAL, examples);
  const [session, action] = [text(SESSION, [SESSION_NAME]), text(ACTION, examples.map((example) => example.toLowerCase()))];
  const resource = resourceOf(box[RESOURCE], identifier, examples, steps);
  if (identifier === undefined || session === undefined || action === undefined || resource === undefined) {
    return undefined;
  }
  const context: Record<string, ContextValue> = {};
  dimensions.keys.forEach((key, i) => {
    const coordinates = box[FIRST_KEY + i];
    context[dimensions.spelling(key)] = coordinates instanceof KeySet ? coordinates.pick(steps, examples) : undefined;
  });
  const spelled = examples.find((example) => example.toLowerCase() === action) ?? action;
  const owner = resourceAccount ?? (arnParts(resource)?.account === '' ? arnParts(identifier)?.account : undefined);
  return { principal: principalOf(dimensions.kind, identifier, session), action: spelled, resource, resourceAccount: owner, context };
}

/** In the partition and account of who asks, if there is one. */
function resourceOf(
  coordinates: Coordinates, identifier: string | undefined, examples: readonly string[], steps: Steps,
): string | undefined {
  if (!(coordinates instanceof Language)) {
    return undefined;
  }
  const { partition, account = '' } = arnParts(identifier ?? '') ?? {};
  const isOpen = coordinates.finite === undefined && account !== '' && !examples.some((example) => coordinates.contains(example, steps));
  const near = isOpen ? coordinates.and(TextSet.of([`arn:${partition}:*:*:${account}:*`], 'arn').language('smaller', false, steps), steps).word(steps) : undefined;
  return near ?? coordinates.word(steps, examples);
}

function principalOf(kind: PrincipalKind, identifier: string, session: string): RequestPrincipal {
  switch (kind) {
    case 'roleSession': return { kind, roleArn: identifier, sessionArn: sessionArn(identifier, session) };
    case 'user': return { kind, arn: identifier };
    case 'accountRoot': return { kind, arn: identifier };
    case 'webIdentity': return { kind, provider: identifier };
    case 'saml': return { kind, provider: identifier };
    case 'service': return { kind, name: identifier };
    case 'canonicalUser': return { kind, id: identifier };
    default: return { kind: 'anonymous' };
  }
}

function sessionArn(roleArn: string, session: string): string {
  const { partition = '', account = '', resource = '' } = arnParts(roleArn) ?? {};
  return `arn:${partition}:sts::${account}:assumed-role/${splitText(resource, '/').at(-1) ?? ''}/${session}`;
}

/** What the request is asked for by, as the dimensions see it. */
export function identifierOf(principal: RequestPrincipal): string {
  switch (principal.kind) {
    case 'roleSession': return principal.roleArn;
    case 'user': return principal.arn;
    case 'accountRoot': return principal.arn;
    case 'webIdentity': return principal.provider;
    case 'saml': return principal.provider;
    case 'service': return principal.name;
    case 'canonicalUser': return principal.id;
    default: return '';
  }
}
