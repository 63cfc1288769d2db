import { PARTITION_NAMES } from '../core/partition';
import { list, show } from '../core/text';
import { isKnown, isUnknown, masked, plain, splitText } from '../iam/partial-text';
import { asWritten } from '../inventory/rendered-text';

const PARTS = 6;

/** Why a value is not the ARN of a role, as the webhook takes it; nothing if it is one, or may be one once it is rendered. */
export function roleArnProblem(value: string): string | undefined {
  if (isUnknown(value)) {
    return undefined;
  }
  const parts = splitText(value, ':');
  if (parts.length !== PARTS && !isKnown(value)) {
    return undefined; // a part may have colons
  }
  const wrong = parts.length === PARTS && parts[0] === 'arn' ? problemOfParts(parts)
    : value.trim() === '' ? 'it is empty' : 'it must be arn:<partition>:iam::<account>:role/<name>';
  return wrong === undefined ? undefined : `${wrong}, got ${show(plain(asWritten(value)))}`;
}

function problemOfParts([, partition, service, region, account, resource]: readonly string[]): string | undefined {
  const differs = (part: string, isRight: (part: string) => boolean) => isKnown(part) && !isRight(part);
  return differs(partition, (part) => PARTITION_NAMES.includes(part)) ? `its partition must be one of ${list(PARTITION_NAMES, 'or')}`
    : differs(service, (part) => part === 'iam') ? 'it must be of the service iam'
      : differs(region, (part) => part === '') ? 'IAM has no regions, so its fourth part must be empty'
        : differs(account, (part) => /^\d{12}$/.test(part)) ? 'its account must have 12 digits'
          : problemOfResource(resource);
}

function problemOfResource(resource: string): string | undefined {
  const [type] = splitText(resource, '/');
  if (isKnown(type) && type !== 'role') {
    return `it must name a role (role/<name>), and names ${type === 'policy' ? 'a policy' : show(type)}`;
  }
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  return isKnown(resource) && !/^role\/([!-\u007e]+\/)?[\w+=,.@-]{1,64}$/.test(resource) ? `the name of a role has letters, digits and _+=,.@- only, at most 64, and it names ${show(masked(name))}` : undefined;
}
