import { actionsOf } from './guardrail-actions';
import { parseArn } from '../../core/arn';
import { nearest, list, show } from '../../core/text';
import { globsOverlap } from '../../iam/glob';
import { KnownActions } from '../../iam/known-actions';
import { meantBy } from '../../iam/meant-actions';

/** Something that is wrong with a guardrail as it is written. */
export interface GuardrailProblem {
  readonly path: readonly (string | number)[];
  /** Whether it is shown at the key rather than at the value. */
  readonly atKey?: boolean;
  /** A sentence without its subject. */
  readonly message: string;
}

const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/;

/** Actions that AWS does not have, where it is plain which one is meant. */
export function mayProblems(may: readonly string[]): GuardrailProblem[] {
  return may.flatMap((action, i): GuardrailProblem[] => {
    const message = actionProblem(action);
    return message === undefined ? [] : [{ path: ['may', i], message }];
  });
}

function actionProblem(action: string): string | undefined {
  if (action === '*') {
    return undefined;
  }
  if (!ACTION.test(action)) {
    return `must be an action (service:Name), perhaps with wildcards, got ${show(action)}${/^[A-Za-z0-9-]+$/.test(action) ? `: did you mean ${show(`${action}:*`)}?` : ''}`;
  }
  const [prefix] = action.split(':');
  const reference = KnownActions.read();
  if (reference.service(prefix) === undefined) {
    const meant = meantBy(action) ?? [];
    return `must be an action of a service that AWS has, got ${show(action)}${meant.length === 0 ? '' : `: did you mean ${list(meant.map(show), 'or')}?`}`;
  }
  const meant = actionsOf([action]).length > 0 ? undefined : meantBy(action);
  return meant === undefined ? undefined : `must be an action that AWS has, got ${show(action)}: did you mean ${list(meant.map(show), 'or')}?`;
}

/** What is no ARN, or is no resource of the actions. */
export function onProblems(on: readonly string[], may: readonly string[]): GuardrailProblem[] {
  return on.flatMap((arn, i): GuardrailProblem[] => {
    const message = arnProblem(arn) ?? takenProblem(arn, may);
    return message === undefined ? [] : [{ path: ['on', i], message }];
  });
}

/** Why a text is no ARN with wildcards; `*` stands for any. */
export function arnProblem(arn: string): string | undefined {
  return arn === '*' || parseArn(arn) !== undefined ? undefined : `must be an ARN, perhaps with wildcards, got ${show(arn)}${arnHint(arn)}`;
}

function arnHint(text: string): string {
  if (text.startsWith('arn:')) {
    return ': an ARN has six parts with ":" between them, such as arn:aws:s3:::acme-billing/*';
  }
  const exampleOf = (name: string) => show(`arn:aws:s3:::${name}`); // such as it is in most partitions
  const isBucket = /^[a-z0-9][a-z0-9.-]{2,62}(?:\/.*)?$/.test(text);
  return !isBucket ? '' : `: for a bucket write ${exampleOf(text)}${text.includes('/') ? '' : ` and ${exampleOf(`${text}/*`)}`}`;
}

/** Nobody can do one of the actions with such a resource. */
function takenProblem(arn: string, may: readonly string[]): string | undefined {
  const known = actionsOf(may);
  if (arn === '*' || may.includes('*') || known.length === 0) {
    return undefined;
  }
  const reference = KnownActions.read();
  const reaches = new Map([...new Set(known.map(({ prefix }) => prefix))].map((prefix) => [prefix, reference.reach(prefix, arn)]));
  if (known.some(({ prefix, resources }) => resources === undefined || reaches.get(prefix)!.takes(resources))) {
    return undefined;
  }
  const ofS3 = /^arn:[^:]*:s3:::[^/]+$/.test(arn) && known.some(({ resources }) => resources?.includes('s3:::*/*'));
  return `must be a resource that ${may.length === 1 ? 'the action takes' : 'one of the actions takes'} (${list(may.slice(0, 5))}), got ${show(arn)}` +
    `${ofS3 ? `: objects are ${show(`${arn}/*`)}` : known.every(({ resources }) => resources?.length === 0) ? ': leave "on" out, since they are about no resource' : ''}`;
}

/** Exceptions that except nothing. */
export function exceptProblems(except: Readonly<Record<string, readonly string[]>>, may: readonly string[]): GuardrailProblem[] {
  return Object.entries(except).flatMap(([action, arns]): GuardrailProblem[] => [
    ...may.some((pattern) => globsOverlap(pattern.toLowerCase(), action.toLowerCase())) ? []
      : [{ path: ['except', action], atKey: true, message: `must be one of the actions under "may" (${list(may.slice(0, 5))}${may.length > 5 ? ', …' : ''}), got ${show(action)}${nearAction(action, may)}` }],
    ...arns.flatMap((arn, i): GuardrailProblem[] => {
      const message = arnProblem(arn);
      return message === undefined ? [] : [{ path: ['except', action, i], message }];
    }),
  ]);
}

function nearAction(action: string, may: readonly string[]): string {
  const near = nearest(action, may);
  return near === undefined ? '' : `: did you mean ${show(near)}?`;
}

/** Entries that name neither a workload nor service accounts nor principals. */
export function onlyProblems(only: readonly string[]): GuardrailProblem[] {
  return only.flatMap((entry, i): GuardrailProblem[] => {
    const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(entry) ?? [];
    const isOne = entry.startsWith('arn:') ? parseArn(entry) !== undefined : /^[A-Za-z0-9._*?-]+(?:\/[a-z0-9.*?-]+)?$/.test(entry);
    return isOne ? [] : [{
      path: ['only', i],
      message: `must be a workload's key, "namespace/account" or the ARN of a role, each perhaps with wildcards, got ${show(entry)}` +
        `${name === undefined ? entry.split('/').length > 2 ? ': a guardrail holds in every cluster, so leave the cluster out' : '' : `: write ${show(`${namespace}/${name}`)}`}`,
    }];
  });
}
