import { arnParts } from '../../iam/arn';
import { isKnown } from '../../iam/partial-text';
import type { LiveAccount } from '../../inventory/live/live-accounts';
import type { LiveState } from '../../inventory/live/live-state';
import { judgedRole } from '../judged-role';
import { commandOf, liveMessage } from '../live-message';
import type { PlacedFinding, Rule } from '../rule';
import { webIdentitiesOf } from '../web-identity';

export const ORPHANED_ROLE: Rule = {
  id: 'OrphanedRole',
  level: 'warning',
  title: 'A role trusts a cluster that is no more',
  question: 'Does a role trust a provider that its account does not have, or the issuer of no cluster that is left?',
  why: 'The OIDC provider of the role was deleted, or its cluster was. The role keeps its permissions: whoever may create a provider of that URL, or change the trust, has them.',
  fix: 'Delete the role with its policies, or take the statement of that cluster out of its trust.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  judgeLive: {
    needs: [],
    accounts: (state) => [...state.accounts.values()].flatMap((account) => orphansOf(account, state)),
  },
};

function orphansOf({ id, providers, roles = [] }: LiveAccount, state: LiveState): PlacedFinding[] {
  const live = new Set(state.clusters.flatMap(({ described }) => described?.issuer ?? []));
  const gone = (provider: string): string | undefined => {
    const { account, resource = '' } = arnParts(provider) ?? {};
    const issuer = resource.replace(/^oidc-provider\//, '');
    return !resource.startsWith('oidc-provider/') || !isKnown(provider) || account !== id || live.has(issuer) ? undefined
      : providers?.every(({ arn }) => arn !== provider) === true ? 'the account has no such OIDC provider'
        : isOfListedRegion(issuer, id, state) ? 'no cluster of its region and account has that issuer (if it is that of a cluster of another account, collect that as well)' : undefined;
  };
  return roles.flatMap((role) => {
    if (!role.trust.statements.some(({ principals }) => principals.some(({ value }) => gone(value) !== undefined))) {
      return []; // to read the trusts of all roles takes longer
    }
    const trusts = webIdentitiesOf(judgedRole(role)).trusts.map(({ provider }) => provider);
    const dead = [...new Set(trusts)].flatMap((provider) => gone(provider) === undefined ? [] : [{ provider, why: gone(provider)! }]);
    const isAlone = dead.length === new Set(trusts).size && role.trust.statements.length === trusts.length;
    return dead.map(({ provider, why }) => ({
      at: role.at,
      detail: provider,
      ...liveMessage({
        cause: `the role ${role.roleName} trusts ${provider}, and ${why}`,
        sees: 'no application uses that trust',
        command: isAlone ? commandOf('aws', 'iam', 'delete-role', '--role-name', role.roleName ?? '')
          : commandOf('aws', 'iam', 'update-assume-role-policy', '--role-name', role.roleName ?? '', '--policy-document', 'file://trust.json'),
      }),
    }));
  });
}

/** Whether all clusters that could have an issuer are known: those of its region were listed, and each of them is described. */
function isOfListedRegion(issuer: string, account: string, { listings, clusters }: LiveState): boolean {
  const [, region] = /^oidc\.eks\.([a-z0-9-]+)\./.exec(issuer) ?? [];
  const listing = listings.find((one) => one.account === account && one.region === region);
  return listing !== undefined && listing.names.every((name) => clusters.some(({ described }) =>
    described?.name === name && described.region === region && described.account === account && described.issuer !== undefined));
}
