import type { KeyConstraint } from '../iam/decide/question';
import { TextSet } from '../iam/language/text-set';
import { splitText } from '../iam/partial-text';

/** Where AWS takes sign-ins by SAML, by partition. */
const SIGN_INS: Readonly<Record<string, string>> = { 'aws': 'signin.aws.amazon.com', 'aws-cn': 'signin.amazonaws.cn', 'aws-us-gov': 'signin.amazonaws-us-gov.com' };

/** The audience of assertions for AWS: that of all regions, and one for each. */
const FOR_AWS = TextSet.like(...Object.values(SIGN_INS).flatMap((host) => [`https://${host}/saml*`, `https://*.${host}/saml*`]));

/**
 * Of which all assertions of a provider have the same value, or one of two: they tell nobody apart.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
const OF_ALL = new Set(['saml:iss', 'saml:doc', 'saml:namequalifier', 'saml:sub_type']);

/**
 * What a key may be in an assertion for another application, and for somebody whom the trust does not name.
 *
 * @param unnamed the values that the trust does not name
 */
export function samlKey(key: string, unnamed: TextSet): KeyConstraint | undefined {
  return OF_ALL.has(key) ? undefined : { values: key === 'saml:aud' ? unnamed.but(FOR_AWS) : unnamed, mayBeAbsent: true };
}

/** The audience to ask for, by the ARN of a provider. */
export function audienceOfSignIn(provider: string): string {
  const [, partition = ''] = splitText(provider, ':');
  return `https://${SIGN_INS[partition] ?? SIGN_INS.aws}/saml`;
}
