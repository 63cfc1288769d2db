import { askedForExample, exampleAccountOf, withOwnOrganization } from './example-role';
import type { JudgedRole } from './judged-role';
import { ofRole } from './judged-role';
import type { PipelineProvider } from './own-pipelines';
import { pipelinesOf } from './own-pipelines';
import { samlKey } from './saml-keys';
import type { SharedProvider } from './shared-providers';
import { sharedProviderOf } from './shared-providers';
import { ADDRESSES, literals, ofBearer, ofGuest, ofPipeline, ofStranger, ofTenant, unnamed } from './strangers-keys';
import { lookalikes } from './tenant-names';
import { issuersOf } from './web-identity';
import type { AccessRequest } from '../iam/access-request';
import { coversAction } from '../iam/action';
import type { Answer } from '../iam/decide/answer';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint, PrincipalSet } from '../iam/decide/question';
import { readLiteralDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { hasWildcard } from '../iam/glob';
import { TextSet } from '../iam/language/text-set';
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
  readonly pipelines: PipelineProvider;
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

export const strangersOf = ofRole((judged): Strangers => {
  const role = { ...judged, trust: withOwnOrganization(judged.trust) };
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
    ofPipelines: found('pipelines').map(({ answer, issuer = '', pipelines }) => ({ ...strangerOf(answer, { issuer, claim: 'sub', stranger: pipelines!.stranger }), issuer, pipelines: pipelines! })),
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
  readonly pipelines?: PipelineProvider;
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
  const named = TextSet.of([...new Set([...accountsNamed(role), ...accountOf(role), exampleAccountOf(role)])].map((account) => `arn:*:*:*:${account}:*`), 'arn');
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
    const provider = sharedProviderOf(value, issuers);
    const askWithToken = (keys: (key: string) => KeyConstraint | undefined, ...examples: string[]) =>
      ask(asked, WITH_TOKEN, [{ kind: 'webIdentity', identifiers: TextSet.equals(value) }], keys, examples);
    if (provider !== undefined) {
      const likely = lookalikes(literals(role, `${provider.issuer}:${provider.claim}`), provider.subjects);
      const ofStrangers = askWithToken((key) => ofTenant(role, provider, key), provider.stranger, ...likely);
      return [{ of: 'tokens', answer: ofStrangers, provider },
        ...provider.guests === undefined || ofStrangers.kind === 'witness' ? []
          : [{ of: 'guests' as const, answer: askWithToken((key) => ofGuest(role, provider, key), provider.stranger), provider }]];
    }
    return issuers.flatMap((issuer): Found[] => {
      const written = literals(role, `${issuer}:sub`.toLowerCase());
      const pipelines = pipelinesOf(issuer, written);
      return pipelines === undefined ? []
        : [{ of: 'pipelines', answer: askWithToken((key) => ofPipeline(role, issuer, pipelines, key), pipelines.stranger, ...lookalikes(written, pipelines.subjects)), issuer, pipelines }];
    });
  });
}

/** Whether any assertion of a SAML provider will do: of another application, for somebody whom the trust does not name. */
function samlOf(asked: Asked, statement: PolicyStatement): Found[] {
  const { role } = asked;
  return federated(statement, WITH_SAML).filter((value) => value.includes(':saml-provider/') && !hasWildcard(value)).map((value): Found => ({
    of: 'saml',
    answer: ask(asked, WITH_SAML, [{ kind: 'saml', identifiers: TextSet.equals(value) }],
      (key) => key.startsWith('saml:') ? samlKey(key, unnamed(role, key)) : ofBearer(role, key), ['https://evil.example/saml']),
  }));
}

/** The identity providers that a statement names for an action, each once. */
function federated(statement: PolicyStatement, action: string): string[] {
  const principals = coversAction(statement, action) ? statement.principals : [];
  return [...new Set(principals.filter(({ type }) => type === 'Federated').map(({ value }) => value))];
}

function ask(
  { role, trust }: Asked, action: string, principals: readonly PrincipalSet[], otherKeys: (key: string) => KeyConstraint | undefined,
  examples: readonly string[],
): Answer {
  return decide({
    policies: { trust: [trust], identity: [OWN_POLICY] },
    principals,
    actions: TextSet.equals(action.toLowerCase()),
    resources: askedForExample(role).resources,
    otherKeys,
    examples: [...examples, action, ...ADDRESSES],
  });
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

function strangerOf(answer: Answer, provider?: Claimed): Stranger {
  if (answer.kind !== 'witness') {
    throw new Error('no witness');
  }
  return { who: nameOf(answer.request, provider), number: answer.allowedBy.find(({ policy }) => policy === 'trust')?.statement ?? 1 };
}

/** The claim by which a token's owner is told. */
type Claimed = Pick<SharedProvider, 'issuer' | 'claim' | 'stranger'>;

function nameOf({ principal, context = {} }: AccessRequest, provider?: Claimed): string {
  const claim = provider === undefined ? undefined
    : Object.entries(context).find(([key]) => key.toLowerCase() === `${provider.issuer}:${provider.claim}`.toLowerCase())?.[1];
  switch (principal.kind) {
    case 'roleSession': return principal.roleArn;
    case 'user': return principal.arn;
    case 'webIdentity': return String(claim ?? provider?.stranger ?? principal.provider);
    case 'saml': return principal.provider;
    default: return principal.kind;
  }
}
