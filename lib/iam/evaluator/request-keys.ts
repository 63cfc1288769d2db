import type { AccessRequest, ContextValue, RequestPrincipal } from '../access-request';
import { arnParts } from '../arn';
import { splitText, unknownPart } from '../partial-text';

/** What a request has under a condition key. `open`: that is not known. */
export type KeyValue =
  | { readonly kind: 'absent' }
  | { readonly kind: 'one'; readonly value: string }
  | { readonly kind: 'several'; readonly values: readonly string[] }
  | { readonly kind: 'open'; readonly why: string };

const ABSENT: KeyValue = { kind: 'absent' };

/** The condition keys of a request: those that it lists, and those that follow from its principal and resource. */
export class RequestKeys {
  private readonly listed = new Map<string, KeyValue>();
  private derived?: Readonly<Record<string, KeyValue>>;

  /** @param resourceAccount the account of the resource, if the request knows it */
  public constructor(private readonly request: AccessRequest, private readonly resourceAccount: string | undefined) {
    const { context = {} } = request;
    for (const [name, value] of Object.entries(context)) {
      const key = name.toLowerCase();
      this.listed.set(key, this.listed.has(key) ? open('the request has keys that differ by case alone') : keyValue(value));
    }
  }

  /** @param key in any case */
  public find(key: string): KeyValue {
    const name = key.toLowerCase();
    return this.listed.get(name) ?? (name.startsWith('aws:') ? this.derivedKey(name) : undefined)
      ?? (this.request.hasOpenKeys === true && !isOfPrincipal(name) ? open('what the request has under it') : ABSENT);
  }

  private derivedKey(name: string): KeyValue | undefined {
    this.derived ??= {
      ...keysOf(this.request.principal),
      'aws:resourceaccount': this.resourceAccount === undefined ? open('the account of the resource') : one(this.resourceAccount),
    };
    return Object.hasOwn(this.derived, name) ? this.derived[name] : undefined;
  }
}

/** Whether a key follows from the principal wherever it has it: who has none by then is of another kind. */
function isOfPrincipal(name: string): boolean {
  return name === 'aws:username' || name.startsWith('aws:principalservicename');
}

/** The account that a principal belongs to; nothing for those that belong to none that is known. */
export function principalAccount(principal: RequestPrincipal): string | undefined {
  switch (principal.kind) {
    case 'roleSession':
      return arnParts(principal.roleArn)?.account;
    case 'user':
    case 'accountRoot':
      return arnParts(principal.arn)?.account;
    default:
      return undefined;
  }
}

/**
 * The keys that follow from a principal. Ids of roles and users exist, and nobody knows them here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function keysOf(principal: RequestPrincipal): Record<string, KeyValue> {
  const account = principalAccount(principal);
  const ofAccount = { 'aws:principalaccount': account === undefined ? open('the account of the principal') : one(account), 'aws:principalisawsservice': one('false') };
  switch (principal.kind) {
    case 'roleSession':
      return {
        ...ofAccount,
        'aws:principalarn': one(principal.roleArn),
        'aws:principaltype': one('AssumedRole'),
        'aws:userid': one(`${unknownPart(`the id of ${principal.roleArn}`)}:${splitText(principal.sessionArn, '/').at(-1)!}`),
      };
    case 'user':
      return {
        ...ofAccount,
        'aws:principalarn': one(principal.arn),
        'aws:principaltype': one('User'),
        'aws:username': one(splitText(principal.arn, '/').at(-1)!),
        'aws:userid': one(unknownPart(`the id of ${principal.arn}`)),
      };
    case 'accountRoot':
      return { ...ofAccount, 'aws:principalarn': one(principal.arn), 'aws:principaltype': one('Account'), 'aws:userid': ofAccount['aws:principalaccount'] };
    case 'service':
      return {
        'aws:principalisawsservice': one('true'),
        'aws:principalservicename': one(principal.name),
        ...openKeys(['aws:principalservicenameslist', 'aws:principaltype', 'aws:userid', 'aws:principalarn', 'aws:principalaccount'], 'what it is for a service'),
      };
    case 'anonymous':
      return { 'aws:principaltype': one('Anonymous'), 'aws:userid': one('anonymous') };
    case 'webIdentity':
    case 'saml':
      return openKeys(['aws:principaltype', 'aws:userid', 'aws:federatedprovider'], 'what it is before the role is assumed');
    case 'canonicalUser':
      return openKeys(['aws:principalarn', 'aws:principalaccount', 'aws:principaltype', 'aws:userid', 'aws:username', 'aws:principalisawsservice'], 'who the canonical user is');
  }
}

function openKeys(names: readonly string[], why: string): Record<string, KeyValue> {
  return Object.fromEntries(names.map((name) => [name, open(why)]));
}

function keyValue(value: ContextValue): KeyValue {
  return value === undefined ? ABSENT : typeof value === 'string' ? one(value) : { kind: 'several', values: value };
}

function one(value: string): KeyValue {
  return { kind: 'one', value };
}

function open(why: string): KeyValue {
  return { kind: 'open', why };
}
