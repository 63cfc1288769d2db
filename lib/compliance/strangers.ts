import { EXAMPLE_ROLE } from './example-role';
import type { JudgedRole } from './judged-role';
import { ofRole } from './judged-role';
import { otherPipelineOf } from './own-pipelines';
import { SHARED_PROVIDERS } from './shared-providers';
import type { SharedProvider, TenantPlace } from './shared-providers';
import { ADDRESSES, OF_THOSE_MEANT, STRANGERS_KEYS } from './strangers-keys';
import { issuersOf } from './web-identity';
import type { AccessRequest } from '../iam/access-request';
import { coversAction } from '../iam/action';
import type { Answer } from '../iam/decide/answer';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint, PrincipalSet } from '../iam/decide/question';
import { readLiteralDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { TextSet } from '../iam/language/text-set';
import { isKnown } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** Somebody who may become a role though nobody meant it. */
export interface Stranger {
  /** Who it is: `arn:aws:iam::999999999999:role/evil`. */
  readonly who: string;
  /** The number of the trust's statement. */
  readonly number: number;
}

/** Somebody with a token of an identity provider that gives tokens to anyone. */
export interface StrangerWithToken extends Stranger {
  readonly provider: SharedProvider;
}

/** Any pipeline of an organization, with a token of the organization's own issuer. */
export interface AnyPipeline extends Stranger {
  readonly issuer: string;
}

/** What cannot be told of a trust. */
export interface OpenTrust {
  readonly reason: string;
  readonly number?: number;
}

/** Who of no account, organization or tenant that the trust names may become the role. */
export interface Strangers {
  readonly ofAccounts: readonly Stranger[];
  readonly withTokens: readonly StrangerWithToken[];
  readonly ofPipelines: readonly AnyPipeline[];
  /** Those whom the trust's own tenant gives tokens though they have not signed in. */
  readonly ofGuests: readonly StrangerWithToken[];
  readonly ofSaml: readonly Stranger[];
  readonly open: readonly OpenTrust[];
}

const [ASSUME, WITH_TOKEN, WITH_SAML] = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/** What a stranger is allowed by the own account: everything. */
const OWN_POLICY = readLiteralDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
const [ACCOUNT, OTHER_ACCOUNT] = ['999999999999', '888888888888'];
/** Names by which people understand that a stranger is meant. */
const EXAMPLES = ['role', 'user'].flatMap((type) => [ACCOUNT, OTHER_ACCOUNT].map((account) => `arn:aws:iam::${account}:${type}/evil`));

export const strangersOf = ofRole((role): Strangers => {
  const allows = role.trust.statements.filter(({ effect }) => effect !== 'Deny');
  // Each statement by itself: what is acknowledged of one is none of what another lets in.
  const answers = allows.flatMap((statement) => {
    const asked = { role, trust: { ...role.trust, statements: role.trust.statements.filter((other) => other === statement || other.effect !== 'Allow') } };
    return [...anyoneOf(asked, statement), ...tokensOf(asked, statement), ...samlOf(asked, statement)];
  });
  const found = <T extends Found['of']>(of: T) => answers.filter((answer): answer is Found & { of: T } => answer.of === of && answer.answer.kind === 'witness');
  return {
    ofAccounts: found('accounts').map(({ answer }) => strangerOf(answer)),
    withTokens: found('tokens').map(({ answer, provider }) => ({ ...strangerOf(answer, provider), provider: provider! })),
    ofPipelines: found('pipelines').map(({ answer, issuer = '' }) => ({ ...strangerOf(answer), who: otherPipelineOf(issuer)!, issuer })),
    ofGuests: found('guests').map(({ answer, provider }) => ({ ...strangerOf(answer, provider), provider: provider! })),
    ofSaml: found('saml').map(({ answer }) => strangerOf(answer)),
    open: answers.flatMap(({ answer }) => answer.kind === 'undecided' ? [{ reason: answer.reason, number: answer.at?.[0]?.statement }] : []),
  };
});

interface Found {
  readonly of: 'accounts' | 'tokens' | 'pipelines' | 'guests' | 'saml';
  readonly answer: Answer;
  readonly provider?: SharedProvider;
  readonly issuer?: string;
}

/** A role, and of its trust one statement with those that deny. Whom the others name is named. */
interface Asked {
  readonly role: JudgedRole;
  readonly trust: PolicyDocument;
}

/** Whether somebody of an account that the trust does not name may become the role. */
function anyoneOf(asked: Asked, statement: PolicyStatement): Found[] {
  const { role } = asked;
  const isOpen = coversAction(statement, ASSUME)
    && (statement.hasNotPrincipal || statement.principals.some(({ type, value }) => ['*', 'AWS'].includes(type) && value === '*'));
  if (!isOpen) {
    return [];
  }
  const named = TextSet.of([...new Set([...accountsNamed(role), ...accountOf(role)])].map((account) => `arn:*:*:*:${account}:*`), 'arn');
  const identifiers = named.not();
  const answer = ask(asked, ASSUME, [{ kind: 'roleSession', identifiers }, { kind: 'user', identifiers }], (key) => ofStranger(role, key),
    EXAMPLES);
  return [{ of: 'accounts', answer }];
}

/**
 * For each provider that anyone gets tokens of, whether a tenant that the trust does not name may become the role; for an organization's
 * own, whether a pipeline may that it does not name.
 */
function tokensOf(asked: Asked, statement: PolicyStatement): Found[] {
  const { role } = asked;
  return federated(statement, WITH_TOKEN).flatMap((value): Found[] => {
    const issuers = issuersOf(value, role);
    const provider = SHARED_PROVIDERS.find(({ issuer }) => value === issuer || issuers.includes(issuer));
    const askWithToken = (keys: (key: string) => KeyConstraint | undefined, ...examples: string[]) =>
      ask(asked, WITH_TOKEN, [{ kind: 'webIdentity', identifiers: TextSet.equals(value) }], keys, examples);
    if (provider !== undefined) {
      const ofStrangers = askWithToken((key) => ofTenant(role, provider, key), provider.stranger, ...lookalikes(role, provider));
      return [{ of: 'tokens', answer: ofStrangers, provider },
        ...provider.guests === undefined || ofStrangers.kind === 'witness' ? []
          : [{ of: 'guests' as const, answer: askWithToken((key) => ofGuest(role, provider, key), provider.stranger), provider }]];
    }
    return issuers.flatMap((issuer): Found[] => {
      const subject = otherPipelineOf(issuer);
      return subject === undefined ? [] : [{ of: 'pipelines', answer: askWithToken((key) => ofPipeline(role, issuer, subject, key), subject), issuer }];
    });
  });
}

/** Whether any assertion of a SAML provider will do: of another application, for somebody whom the trust does not name. */
function samlOf(asked: Asked, statement: PolicyStatement): Found[] {
  const { role } = asked;
  return federated(statement, WITH_SAML).filter((value) => value.includes(':saml-provider/')).map((value): Found => ({
    of: 'saml',
    answer: ask(asked, WITH_SAML, [{ kind: 'saml', identifiers: TextSet.equals(value) }],
      (key) => key.startsWith('saml:') ? { values: unnamed(role, key), mayBeAbsent: true } : ofStranger(role, key), ['https://evil.example/saml']),
  }));
}

/** The identity providers that a statement names for an action, each once. */
function federated(statement: PolicyStatement, action: string): string[] {
  const principals = coversAction(statement, action) ? statement.principals : [];
  return [...new Set(principals.filter(({ type }) => type === 'Federated').map(({ value }) => value))];
}

function ask(
  { trust }: Asked, action: string, principals: readonly PrincipalSet[], otherKeys: (key: string) => KeyConstraint | undefined,
  examples: readonly string[],
): Answer {
  return decide({
    policies: { trust: [trust], identity: [OWN_POLICY] },
    principals,
    actions: TextSet.equals(action.toLowerCase()),
    resources: TextSet.equals(EXAMPLE_ROLE),
    otherKeys,
    examples: [...examples, action, ...ADDRESSES],
  });
}

/** What a key may be for somebody of no account that is named. Other keys are as the caller chooses. */
function ofStranger(role: JudgedRole, key: string): KeyConstraint | undefined {
  return STRANGERS_KEYS[key] ?? (OF_THOSE_MEANT.has(key) ? { values: unnamed(role, key), mayBeAbsent: true }
    : key.includes(':') && !/^(aws|sts):/.test(key) ? {} : undefined);
}

/** What a key may be in a token that a tenant has whom nobody named. */
function ofTenant(role: JudgedRole, { issuer, claim, tenant, others = [] }: SharedProvider, key: string): KeyConstraint | undefined {
  if (!key.startsWith(`${issuer}:`)) {
    return ofStranger(role, key); // a token has no claims of other issuers
  }
  const own = key.slice(issuer.length + 1);
  if (own === claim) {
    return { values: tenant === undefined ? unnamed(role, key) : ofOtherTenants(literals(role, key), tenant) };
  }
  return others.includes(own) ? { values: unnamed(role, key), mayBeAbsent: true } : undefined;
}

/** What a key may be in the token of a guest: of the tenant that the trust means, and it says that nobody has signed in. */
function ofGuest(role: JudgedRole, { issuer, guests }: SharedProvider, key: string): KeyConstraint | undefined {
  return !key.startsWith(`${issuer}:`) ? ofStranger(role, key)
    : key === `${issuer}:${guests?.claim}` ? { values: TextSet.equals(guests?.value ?? '') }
      : key === `${issuer}:sub` ? { values: unnamed(role, key) } : undefined;
}

/** What a key may be in the token of a pipeline whose project nobody named. */
function ofPipeline(role: JudgedRole, issuer: string, subject: string, key: string): KeyConstraint | undefined {
  return !key.startsWith(`${issuer.toLowerCase()}:`) ? ofStranger(role, key)
    : key.endsWith(':sub') ? { values: TextSet.equals(subject) }
      : key.endsWith(':aud') ? undefined : { values: unnamed(role, key), mayBeAbsent: true };
}

function ofOtherTenants(values: readonly string[], { before, behind, beforeId }: TenantPlace): TextSet {
  const nameOfTenant = (tenant: string) =>
    beforeId === undefined || !tenant.includes(beforeId) ? tenant : tenant.slice(0, tenant.indexOf(beforeId));
  const named = values.filter((value) => value.startsWith(before)).map((value) => value.slice(before.length).split(behind)[0])
    .filter((tenant) => tenant !== '' && !/[*?]/.test(nameOfTenant(tenant)));
  return TextSet.like(`${before}*${behind}*`).but(TextSet.like(...named.map((tenant) => `${before}${tenant}${behind}*`)));
}

/** All values but those that the trust names in whole. */
function unnamed(role: JudgedRole, key: string): TextSet {
  return TextSet.equals(...literals(role, key).filter((value) => !/[*?]/.test(value))).not();
}

/** What somebody else may be called who fits a pattern, as people understand it: `repo:acme-evil/shop:any` of `repo:acme*\/shop:*`. */
function lookalikes(role: JudgedRole, { issuer, claim, tenant }: SharedProvider): string[] {
  const filled = literals(role, `${issuer}:${claim}`)
    .map((value) => value.replace(/([a-z0-9]?)\*/i, (_, before: string) => before === '' ? 'evil' : `${before}-evil`).replace(/\*/g, 'any').replace(/\?/g, 'x'));
  return tenant === undefined ? filled : filled.flatMap((value) => [value, `${value}${tenant.behind}any`]);
}

function literals(role: JudgedRole, key: string): string[] {
  return role.trust.statements.flatMap(({ conditions }) => conditions).filter((test) => test.key.toLowerCase() === key)
    .flatMap(({ values }) => values).filter(isKnown);
}

/** The accounts of which the trust speaks. */
function accountsNamed({ trust }: JudgedRole): string[] {
  return trust.statements.flatMap(({ principals, notPrincipals, conditions }) => [
    ...[...principals, ...notPrincipals].map(({ value }) => value), ...conditions.flatMap(({ values }) => values),
  ]).flatMap((text) => text.match(/(?<![0-9])[0-9]{12}(?![0-9])/g) ?? []);
}

function accountOf({ account }: JudgedRole): string[] {
  return account === undefined || !/^\d{12}$/.test(account) ? [] : [account];
}

function strangerOf(answer: Answer, provider?: SharedProvider): Stranger {
  if (answer.kind !== 'witness') {
    throw new Error('no witness');
  }
  return { who: nameOf(answer.request, provider), number: answer.allowedBy.find(({ policy }) => policy === 'trust')?.statement ?? 1 };
}

function nameOf({ principal, context = {} }: AccessRequest, provider?: SharedProvider): string {
  const claim = provider === undefined ? undefined : Object.entries(context).find(([key]) => key.toLowerCase() === `${provider.issuer}:${provider.claim}`)?.[1];
  switch (principal.kind) {
    case 'roleSession': return principal.roleArn;
    case 'user': return principal.arn;
    case 'webIdentity': return String(claim ?? provider?.stranger ?? principal.provider);
    case 'saml': return principal.provider;
    default: return principal.kind;
  }
}
