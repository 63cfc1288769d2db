import { arnParts } from '../../iam/arn';
import type { PolicyDocument } from '../../iam/document';
import { documentWithKnownParts, withKnownParts } from '../../iam/known-parts';
import type { ValueOf } from '../../iam/known-parts';
import { isKnown } from '../../iam/partial-text';
import type { FilePart, Origin } from '../../inventory/inventory';
import type { InventoryResource } from '../../inventory/resource';

/** A resource among the paths, with its policies. */
export interface OwnedResource {
  readonly kind: InventoryResource['kind'];
  readonly arn: string;
  /** The account of its stack, if that is known. */
  readonly account?: string;
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument; readonly origin: () => Origin }[];
}

interface KnownPart {
  readonly part: FilePart;
  readonly valueOf: ValueOf;
}

/** The services whose resources have policies of their own that are read here, and what a resource is called. */
const KINDS: Readonly<Record<string, InventoryResource['kind']>> = { s3: 'bucket', kms: 'key', sqs: 'queue', sns: 'topic', secretsmanager: 'secret' };

/** The resources among the paths that have policies of their own, read when they are asked for. */
export class OwnedResources {
  private byName?: ReadonlyMap<string, OwnedResource>;

  public constructor(private readonly parts: readonly KnownPart[]) {}

  /** The resource that an ARN is of: for an object its bucket. */
  public of(arn: string): OwnedResource | undefined {
    this.byName ??= new Map(this.all().map((resource) => [nameOf(resource.arn), resource]));
    return this.byName.size === 0 ? undefined : this.byName.get(nameOf(arn));
  }

  public all(): OwnedResource[] {
    return this.parts.flatMap(({ part, valueOf }) => (part.facts?.().resources ?? []).map((resource) => owned(resource, part, valueOf)));
  }
}

/** What kind of resource with a policy of its own an ARN is of. */
export function kindWithPolicy(arn: string): InventoryResource['kind'] | undefined {
  const { service = '', resource = '' } = arnParts(arn) ?? {};
  return !isKnown(service) || !Object.hasOwn(KINDS, service) || (service === 'kms' && !resource.startsWith('key/')) ? undefined : KINDS[service];
}

function owned({ at, kind, arn, policies }: InventoryResource, part: FilePart, valueOf: ValueOf): OwnedResource {
  const known = withKnownParts(arn, valueOf);
  const account = arnParts(known)?.account ?? '';
  return {
    kind,
    arn: known,
    account: isKnown(account) && account !== '' ? account : valueOf('AWS::AccountId'),
    policies: policies.map(({ at: holder = at, document }) => ({
      name: `the policy of the ${kind} ${at === holder ? at : `${at} (${holder})`}`,
      document: documentWithKnownParts(document, valueOf),
      origin: () => part.originOf(holder),
    })),
  };
}

/** What names a resource: of an object its bucket, of a secret its name without the suffix. */
function nameOf(arn: string): string {
  const { service, region = '', account = '', resource = '' } = arnParts(arn) ?? {};
  return service === 's3' ? `s3 ${resource.replace(/\/[^]*$/, '')}`
    : service === 'secretsmanager' ? `secret ${region} ${account} ${resource.replace(/-(?:\w{6}|\uE000[^\uE001]*\uE001)$/, '')}`
      : `${service ?? ''} ${region} ${account} ${resource}`;
}
