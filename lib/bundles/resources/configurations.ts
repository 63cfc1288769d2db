import type { INamespace, IService } from 'aws-cdk-lib/aws-servicediscovery';
import { regionalKind, regionalNames } from './regional';
import type { TextFormat } from '../../core/text-format';

const ID = '[a-z0-9]{4,7}';

/** Configurations of AppConfig, as an application reads them in an environment. */
export const CONFIGURATIONS = regionalNames({
  service: 'appconfig',
  name: {
    pattern: `${ID}/${ID}/${ID}`,
    rule: 'application/environment/profile by their ids (each 4 to 7 of a-z and 0-9)',
    example: 'abc1234/def5678/ghi9012',
  },
  noun: "a configuration's ARN",
  resource: (name) => {
    const [application, environment, profile] = name.split('/');
    return profile === undefined ? name : `application/${application}/environment/${environment}/configuration/${profile}`;
  },
  hint: (value) => /^[\w -]+$/.test(value) ? 'this is no id' : undefined,
});

/** Namespaces of Cloud Map. */
export const NAMESPACES = regionalKind<INamespace>({
  service: 'servicediscovery',
  name: { pattern: 'ns-[a-z0-9]{1,60}', rule: "the id of a namespace ('ns-' and letters and digits)", example: 'ns-a1b2c3d4e5f6g7h8' },
  noun: "a namespace's ARN",
  resource: (id) => `namespace/${id}`,
  hint: idHint('list-namespaces'),
}, ({ namespaceArn }, one) => one(namespaceArn));

/** Services of Cloud Map. */
export const DISCOVERED_SERVICES = regionalKind<IService>({
  service: 'servicediscovery',
  name: { pattern: 'srv-[a-z0-9]{1,60}', rule: "the id of a service ('srv-' and letters and digits)", example: 'srv-a1b2c3d4e5f6g7h8' },
  noun: "a service's ARN",
  resource: (id) => `service/${id}`,
  hint: idHint('list-services'),
}, ({ serviceArn }, one) => one(serviceArn));

function idHint(command: string): TextFormat['hint'] {
  return (value) => /^[\w.-]+$/.test(value) ? `this is a name (aws servicediscovery ${command} prints the id)` : undefined;
}
