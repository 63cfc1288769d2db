import { DEPLOYERS } from './attack/deployers';
import { DEPLOYMENTS } from './attack/deployments';
import { LIMITS_OF_PERMISSIONS } from './attack/limits-of-permissions';
import { LIMITS_OF_SESSIONS } from './attack/limits-of-sessions';
import { ODD_FILES } from './attack/odd-files';
import { ODD_TEMPLATES } from './attack/odd-templates';
import { ODDITIES } from './attack/oddities';
import { PERMISSIONS } from './attack/permissions';
import { PERMISSIONS_BY_SERVICE } from './attack/permissions-by-service';
import { PERMISSIONS_OF_OTHERS } from './attack/permissions-of-others';
import { PERMISSIONS_OF_SERVICES } from './attack/permissions-of-services';
import { POLICIES_OF_CONTROLLERS } from './attack/policies-of-controllers';
import { POLICIES_OF_PROGRAMS } from './attack/policies-of-programs';
import { PRINTED_ACCOUNTS } from './attack/printed-accounts';
import { SOUND_TEAMS } from './attack/sound-teams';
import { SOURCES } from './attack/sources';
import { TEMPLATES } from './attack/templates';
import { TRUSTS } from './attack/trusts';
import { TRUSTS_IN_TEMPLATES } from './attack/trusts-in-templates';
import { TRUSTS_OF_CALLERS } from './attack/trusts-of-callers';
import { TRUSTS_OF_CLUSTERS } from './attack/trusts-of-clusters';
import { TRUSTS_OF_OPERATORS } from './attack/trusts-of-operators';
import { TRUSTS_OF_STRANGERS } from './attack/trusts-of-strangers';
import { TRUSTS_OF_TENANTS } from './attack/trusts-of-tenants';
import { foundInFiles } from './files';
import { inSample } from '../property-runs';

const ERROR = /: error \w+/;
const ANY = /: (?:error|warning) \w+/;

const FIRST = [...TRUSTS, ...PERMISSIONS, ...SOURCES, ...ODDITIES, ...TEMPLATES];
const SECOND = [...TRUSTS_OF_STRANGERS, ...PERMISSIONS_OF_OTHERS, ...ODD_TEMPLATES, ...SOUND_TEAMS];
const THIRD = [...TRUSTS_OF_OPERATORS, ...PERMISSIONS_OF_SERVICES, ...PRINTED_ACCOUNTS, ...DEPLOYMENTS];
const FOURTH = [...DEPLOYERS, ...ODD_FILES];
const FIFTH = [...TRUSTS_OF_TENANTS, ...TRUSTS_OF_CALLERS, ...TRUSTS_OF_CLUSTERS, ...TRUSTS_IN_TEMPLATES];
const SIXTH = [...PERMISSIONS_BY_SERVICE, ...LIMITS_OF_PERMISSIONS, ...LIMITS_OF_SESSIONS, ...POLICIES_OF_CONTROLLERS, ...POLICIES_OF_PROGRAMS];

/** What is expected of documents that were thought of before anybody asked what the audit says of them. */
test.each([...FIRST, ...SECOND, ...THIRD, ...FOURTH, ...FIFTH, ...SIXTH].filter((_, i) => inSample(i, 3)).map((attempt) => [attempt.expected, attempt.name, attempt] as const))('%s: %s', (expected, _, { files }) => {
  const found = foundInFiles(files);
  switch (expected) {
    case 'error':
      return expect(found).toContainEqual(expect.stringMatching(ERROR));
    case 'told':
      return expect(found).not.toEqual([]);
    case 'noError':
      return expect(found.filter((line) => ERROR.test(line) || !ANY.test(line))).toEqual([]);
    case 'noted':
      return expect([...new Set(found.map((line) => / note: /.test(line)))]).toEqual([true]);
    case 'quiet':
      return expect(found).toEqual([]);
  }
});
