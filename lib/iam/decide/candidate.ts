import type { Box } from './boxes';
import { ACTION, PRINCIPAL, RESOURCE, SESSION } from './dimensions';
import type { Dimensions } from './dimensions';
import { KeySet } from './key-set';
import { RESOURCE_ACCOUNT, USER_NAME, userName } from './principal-keys';
import type { PrincipalKind } from './principal-sets';
import type { Question } from './question';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../access-request';
import { arnParts } from '../arn';
import { Language } from '../language/language';
import { arnPattern, withoutSameParts } from '../language/pattern';
import type { Steps } from '../language/steps';

import { isKnown, splitText, unknownPart } from '../partial-text';

const SESSION_NAME = 'session';

/** One request of a box, which looks like one that is made; nothing if one of its texts cannot be chosen. */
export function candidateOf(box: Box, dimensions: Dimensions, question: Question, steps: Steps): AccessRequest | undefined {
  return new Candidate(box, dimensions, question, steps).request();
}

/** Chooses the texts of one request. */
class Candidate {
  private readonly context: Record<string, ContextValue> = {};
  private readonly examples: readonly string[];

  public constructor(
    private readonly box: Box, private readonly dimensions: Dimensions, private readonly question: Question, private readonly steps: Steps,
  ) {
    this.examples = question.examples ?? [];
  }

  public request(): AccessRequest | undefined {
    const { dimensions, question, examples } = this;
    const identifier = this.identifier();
    if (identifier === undefined) {
      return undefined;
    }
    const [session, resource] = [this.text(SESSION, [SESSION_NAME]), this.resource(identifier)];
    const action = this.text(ACTION, examples.map((example) => example.toLowerCase()));
    if (session === undefined || action === undefined || resource === undefined) {
      return undefined;
    }
    for (const key of dimensions.keys) {
      this.context[dimensions.spelling(key)] ??= this.valueOf(key);
    }
    const owner = question.resourceAccount ?? (arnParts(resource)?.account === '' ? this.chosenOwner() ?? arnParts(identifier)?.account : undefined);
    const principal = principalOf(dimensions.kind, identifier, session);
    const spelled = examples.find((example) => example.toLowerCase() === action) ?? action;
    return settled({ principal, action: spelled, resource, resourceAccount: owner, context: this.context });
  }

  private text(dimension: number, preferred: readonly string[]): string | undefined {
    const coordinates = this.box[dimension];
    return coordinates instanceof KeySet ? undefined : coordinates.word(this.steps, preferred);
  }

  /** Of a user whose name is asked for, too, one with this name. Others have none. */
  private identifier(): string | undefined {
    const { dimensions, steps, examples } = this;
    const identifier = this.text(PRINCIPAL, examples);
    const names = this.keySet(USER_NAME);
    if (identifier === undefined || names === undefined) {
      return identifier;
    }
    const own = userName(identifier);
    const name = names.contains(own, steps) ? own : names.pick(steps, examples);
    this.context[dimensions.spelling(USER_NAME)] = name;
    return name === own || typeof name !== 'string' ? identifier
      : this.within(PRINCIPAL, [`${identifier.slice(0, identifier.indexOf('/') + 1)}${name}`])
        ?? this.within(PRINCIPAL, [`arn:*:iam::*:user/${name}`, `arn:*:iam::*:user/*/${name}`]) ?? identifier;
  }

  /** In the partition and account of who asks, if there is one, or in the account that is asked for. */
  private resource(identifier: string): string | undefined {
    const { box, steps, examples } = this;
    const coordinates = box[RESOURCE];
    if (!(coordinates instanceof Language)) {
      return undefined;
    }
    const { partition, account = '' } = arnParts(identifier) ?? {};
    const isOpen = coordinates.finite === undefined && account !== '' && !examples.some((example) => coordinates.contains(example, steps));
    const near = isOpen ? this.within(RESOURCE, [`arn:${partition}:*:*:${account}:*`]) : undefined;
    const resource = near ?? coordinates.word(steps, examples);
    const owners = this.keySet(RESOURCE_ACCOUNT);
    return owners === undefined || resource === undefined ? resource : this.ofOwner(resource, account, owners);
  }

  private ofOwner(resource: string, asking: string, owners: KeySet): string {
    const { dimensions, question, steps, examples } = this;
    const written = arnParts(resource)?.account ?? '';
    const own = question.resourceAccount ?? (written === '' || written === 'aws' ? asking : written);
    const owner = owners.contains(own, steps) ? own : owners.pick(steps, examples);
    this.context[dimensions.spelling(RESOURCE_ACCOUNT)] = owner;
    return owner === own || typeof owner !== 'string' ? resource : this.within(RESOURCE, [`arn:*:*:*:${owner}:*`]) ?? resource;
  }

  private chosenOwner(): string | undefined {
    const owner = this.context[this.dimensions.spelling(RESOURCE_ACCOUNT)];
    return typeof owner === 'string' ? owner : undefined;
  }

  private within(dimension: number, arns: readonly string[]): string | undefined {
    const { box, steps, examples } = this;
    const coordinates = box[dimension];
    const patterns = arns.map((arn) => arnPattern(arn, 'itself')).filter((pattern) => pattern !== undefined);
    return coordinates instanceof Language ? coordinates.and(Language.patterns(patterns), steps).word(steps, examples) : undefined;
  }

  private keySet(key: string): KeySet | undefined {
    const dimension = this.dimensions.ofKeyNamed(key);
    const coordinates = dimension === undefined ? undefined : this.box[dimension];
    return coordinates instanceof KeySet ? coordinates : undefined;
  }

  /** A key that a variable names should have some text: what AWS makes of none is not certain. */
  private valueOf(key: string): ContextValue {
    const { steps, examples } = this;
    const set = this.keySet(key);
    const value = set?.pick(steps, examples);
    if (value !== '' || !(set?.one instanceof Language)) {
      return value;
    }
    return set.one.and(Language.texts(['']).not(), steps).word(steps, examples) ?? value;
  }
}

const MOST_LINKS = 4;

/** A request in which texts that others give are put in, wherever the same text stands. */
function settled(request: AccessRequest): AccessRequest {
  const { context = {} } = request;
  const values = new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : undefined]));
  const settle = (text: string): string => {
    let found = text;
    for (let i = 0; i < MOST_LINKS && !isKnown(found); i++) {
      found = withoutSameParts(found, (name) => values.get(name));
    }
    return withoutSameParts(found, () => 'x');
  };
  const ofKey = (value: ContextValue) => value === undefined ? undefined : typeof value === 'string' ? settle(value) : value.map(settle);
  return {
    ...request,
    resource: settle(request.resource),
    action: settle(request.action),
    context: Object.fromEntries(Object.entries(context).map(([name, value]) => [name, ofKey(value)])),
  };
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

/** Of a role of which nothing is known, the sessions are not known either. */
function sessionArn(roleArn: string, session: string): string {
  const parts = arnParts(roleArn);
  return parts === undefined ? unknownPart(`a session of ${roleArn}`)
    : `arn:${parts.partition}:sts::${parts.account}:assumed-role/${splitText(parts.resource, '/').at(-1)!}/${session}`;
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
