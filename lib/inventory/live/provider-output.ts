import type { LiveProvider } from './live-facts';
import { LIVE_TITLE, LiveReader } from './live-part';
import type { LiveValue, Written } from './live-part';
import { mapsIn, textIn } from './values';
import { isObject } from '../../core/plain-object';
import { arnParts } from '../../iam/arn';
import type { FileData, Source } from '../source-reader';

/** What `aws iam` prints of OIDC providers. */
export const PROVIDER_OUTPUT: Source = {
  title: LIVE_TITLE,
  sign: /OpenIDConnectProviderList|"ClientIDList"/,
  makeReader: () => new LiveReader(readProviders),
};

function readProviders({ data: { value } }: FileData): LiveValue | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { OpenIDConnectProviderList: listed, Url: url, ClientIDList: clientIds } = value;
  if (Array.isArray(listed)) {
    const providers = mapsIn(listed).flatMap(({ Arn: arn }, i): (LiveProvider & { readonly keys: readonly string[] })[] => {
      const issuer = textIn(arnParts(String(arn))?.resource.replace(/^oidc-provider\//, ''));
      return issuer === undefined ? [] : [{ at: String(arn), arn: String(arn), issuer, keys: ['OpenIDConnectProviderList', String(i)] }];
    });
    return {
      facts: { providers: providers.map(({ keys, ...provider }) => provider), listsProviders: true },
      written: new Map(providers.map(({ at, keys }): [string, Written] => [at, { resource: at, keys }])),
    };
  }
  return typeof url !== 'string' || !Array.isArray(clientIds) ? undefined : ofProvider(url.replace(/^https:\/\//, ''), clientIds, textIn(value.Arn));
}

function ofProvider(issuer: string, clientIds: readonly unknown[], arn: string | undefined): LiveValue {
  const at = `oidc-provider/${issuer}`;
  return {
    facts: { providers: [{ at, arn, issuer, clientIds: clientIds.filter((id) => typeof id === 'string') }] },
    written: new Map([[at, { resource: at, keys: [] }]]),
  };
}
