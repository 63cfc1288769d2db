import { parseIssuerUrl } from '../../cluster/issuer-url';
import { list, show } from '../../core/text';
import { isKnown, masked, nameOfUnknown, plain } from '../../iam/partial-text';
import { placeholdersIn } from '../../inventory/rendered-text';
import type { JudgedRole } from '../judged-role';
import type { Rule } from '../rule';
import { webIdentitiesOf } from '../web-identity';

export const MALFORMED_ISSUER: Rule = {
  id: 'MalformedIssuer',
  level: 'error',
  title: 'The provider is none that an EKS cluster has',
  question: 'Is there a cluster whose tokens could have the provider as their issuer?',
  why: 'IAM compares the issuer of a token with the provider to the letter: with a scheme left in, an id in lower case, or a region of another partition, no token ever matches.',
  fix: 'Write the issuer as aws eks describe-cluster prints it, without https://.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html',
  isOfTrust: true,
  judge: (role) => webIdentitiesOf(role).trusts.flatMap(({ issuers, number, provider }) => issuers.flatMap((issuer) => {
    const problem = problemOf(issuer) ?? problemOfReference(role, issuer, provider);
    return problem === undefined ? [] : [{ detail: plain(issuer), message: `statement ${number} of the trust names an issuer that ${problem}` }];
  })),
};

/** The ARN or the URL of what the template creates, behind `oidc-provider/`. */
function problemOfReference({ issuersOfProviders }: JudgedRole, issuer: string, provider: string): string | undefined {
  const name = provider === issuer ? undefined : nameOfUnknown(issuer);
  return name === undefined ? undefined
    : issuersOfProviders.has(name) ? `must be no ARN, and Ref of a provider is one: name the provider by !Ref ${plain(name)} alone`
      : /\.OpenIdConnectIssuerUrl$/.test(name) && !name.startsWith('issuer of ') ? `must have no scheme: cut it off with !Select [1, !Split ['//', !GetAtt ${plain(name)}]]` : undefined;
}

function problemOf(issuer: string): string | undefined {
  const [scheme] = /^https?:\/\//.exec(issuer) ?? [];
  if (scheme !== undefined) {
    return `must have no scheme, got ${show(plain(issuer))}`;
  }
  const placeholders = placeholdersIn(masked(issuer)).filter((text) => isOfEks(issuer) || isOfAnExample(text));
  if (placeholders.length > 0) {
    return `has ${placeholders.length === 1 ? 'a placeholder' : 'placeholders'}: fill in ${list(placeholders)}`;
  }
  if (/^arn:/.test(issuer)) {
    return `must be no ARN, got ${show(plain(issuer))}`;
  }
  const parsed = isKnown(issuer) && isOfEks(issuer) ? parseIssuerUrl(issuer) : undefined;
  return parsed && 'problem' in parsed ? parsed.problem : undefined;
}

function isOfEks(issuer: string): boolean {
  return issuer.startsWith('oidc.eks.');
}

/** Words of which examples make what is to be filled in. The path of another issuer may be any letters, such as `A_0`. */
const EXAMPLE_WORD = /^(?:ACCOUNT|AWS|BUCKET|CLUSTER|DOMAIN|EKS|HOST|HOSTNAME|ID|ISSUER|MY|NAME|NAMESPACE|OIDC|PATH|PROVIDER|REGION|SERVICEACCOUNT|TENANT|URL|XXX+|YOUR)$/;

function isOfAnExample(text: string): boolean {
  return !/^[A-Z0-9_]+$/.test(text) || text.split('_').some((word) => EXAMPLE_WORD.test(word));
}
