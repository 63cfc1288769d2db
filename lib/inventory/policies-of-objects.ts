import type { InventoryPolicy, InventoryRole } from './role';
import { standInRole } from './stand-in-role';
import { addTo } from '../core/add-to';
import { isObject, mapOf } from '../core/plain-object';
import { show } from '../core/text';
import { readLiteralDocument } from '../iam/document';

type Item = Record<string, unknown>;

const ACK = 'iam.services.k8s.aws';
const CROSSPLANE = /^iam\.aws(\.m)?\.(upbound|crossplane)\.io$/;

/** What an object attaches to a role: a policy of its own, an ARN, or a reference to the object of a policy. */
interface Attachment {
  readonly object: unknown;
  readonly group: string;
  readonly spec: Item;
  readonly namespace: string;
}

/** The policies that custom resources of Crossplane and ACK attach to roles that are custom resources of their own. */
export class PoliciesOfObjects {
  /** Objects of policies, by what references call them. */
  private readonly documents = new Map<string, InventoryPolicy>();
  private readonly attached = new Map<unknown, Attachment[]>();
  private readonly alone = new Map<unknown, Attachment>();

  public constructor(objects: readonly unknown[]) {
    const attachments: Attachment[] = [];
    const roles: { readonly object: unknown; readonly group: string; readonly metadata: Item }[] = [];
    for (const object of objects) {
      const { kind, metadata, spec } = mapOf(object);
      const group = groupOf(object);
      if (group === undefined) {
        continue;
      }
      const own = group === ACK ? mapOf(spec) : mapOf(mapOf(spec).forProvider);
      const at = { object, group, spec: own, namespace: textOf(mapOf(metadata).namespace) };
      if (kind === 'Role') {
        roles.push({ object, group, metadata: mapOf(metadata) });
      } else if (kind === 'Policy') {
        const name = textOf(mapOf(metadata).name);
        this.documents.set(keyOf(at, name), { name: `the managed policy ${name}`, kind: 'managed', document: readLiteralDocument(own.policyDocument ?? own.policy) });
      } else if (kind === 'RolePolicyAttachment' || kind === 'RolePolicy') {
        attachments.push(at);
      }
    }
    for (const attachment of attachments) {
      const own = roles.filter(({ group, metadata }) => group !== ACK && isMeant(attachment.spec, metadata));
      own.forEach(({ object }) => addTo(this.attached, object, [attachment]));
      if (own.length === 0) {
        this.alone.set(attachment.object, attachment);
      }
    }
  }

  /** A role with what is attached to it elsewhere. */
  public withPolicies(object: unknown, role: InventoryRole): InventoryRole {
    const policies: InventoryPolicy[] = [];
    const arns: string[] = [];
    const { spec, metadata } = mapOf(object);
    const refs = groupOf(object) === ACK ? mapOf(spec).policyRefs : undefined;
    for (const ref of Array.isArray(refs) ? refs : []) {
      const { name, namespace = mapOf(metadata).namespace } = mapOf(mapOf(ref).from);
      policies.push(...this.documentOf({ group: ACK, namespace: textOf(namespace) }, textOf(name)));
    }
    for (const attachment of this.attached.get(object) ?? []) {
      policies.push(...this.policiesOf(attachment));
      arns.push(...arnsOf(attachment));
    }
    const managed = [...new Set([...role.managedPolicyArns, ...arns])];
    return policies.length + arns.length === 0 ? role : {
      ...role,
      policies: [...role.policies, ...policies],
      managedPolicyArns: managed,
      managedPolicies: managed.length + policies.filter(({ kind }) => kind === 'managed').length,
    };
  }

  /** What stands for the role to which an object attaches a policy, if that role is not among the objects. */
  public standInFor(object: unknown, at: string): InventoryRole | undefined {
    const attachment = this.alone.get(object);
    if (attachment === undefined) {
      return undefined;
    }
    const { role, roleRef } = attachment.spec;
    const name = textOf(role) || textOf(mapOf(roleRef).name);
    const who = name === '' ? 'the role of its selector' : `the role ${show(name)}`;
    return standInRole({ at, policies: this.policiesOf(attachment), managedPolicyArns: arnsOf(attachment), who, ...name === '' ? {} : { standsFor: name } });
  }

  private policiesOf(attachment: Attachment): InventoryPolicy[] {
    const { policy, policyArnRef } = attachment.spec;
    const name = textOf(mapOf(mapOf(attachment.object).metadata).name);
    return policy === undefined ? this.documentOf(attachment, textOf(mapOf(policyArnRef).name))
      : [{ name: `the inline policy "${name}"`, kind: 'inline', policyName: name, document: readLiteralDocument(policy) }];
  }

  private documentOf(at: Pick<Attachment, 'group' | 'namespace'>, name: string): InventoryPolicy[] {
    const found = this.documents.get(keyOf(at, name));
    return found === undefined ? [] : [found];
  }
}

/** The group of an object of IAM; of Crossplane's, which are named after who publishes them, one for all. */
function groupOf(object: unknown): string | undefined {
  const group = String(mapOf(object).apiVersion).replace(/\/.*$/s, '');
  return group === ACK ? ACK : CROSSPLANE.test(group) ? 'crossplane' : undefined;
}

function keyOf({ group, namespace }: Pick<Attachment, 'group' | 'namespace'>, name: string): string {
  return [group, group === ACK ? namespace : '', name].join('\n');
}

/** Whether an attachment is for a role: by its name in AWS, a reference, or labels. */
function isMeant({ role, roleRef, roleSelector }: Item, { name, annotations, labels }: Item): boolean {
  const wanted = Object.entries(mapOf(mapOf(roleSelector).matchLabels));
  return (textOf(role) !== '' && role === (mapOf(annotations)['crossplane.io/external-name'] ?? name))
    || (isObject(roleRef) && roleRef.name === name)
    || (textOf(role) === '' && roleRef === undefined && wanted.length > 0 && wanted.every(([key, value]) => mapOf(labels)[key] === value));
}

function arnsOf({ spec: { policyArn } }: Attachment): string[] {
  return textOf(policyArn) === '' ? [] : [textOf(policyArn)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
