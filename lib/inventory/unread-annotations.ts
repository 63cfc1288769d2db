import { InputProblem } from './problem';
import { mapOf } from '../core/plain-object';
import type { Position } from '../core/position';
import { show } from '../core/text';
import { ROLE_ARN_ANNOTATION } from '../core/webhook-annotations';

/** Kinds by which pods are made, and where their pods' metadata is. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  Namespace: [],
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  DeploymentConfig: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** What is said of an object that has the annotation for a role, which EKS reads of ServiceAccounts alone; nothing for others. */
export function noteOnAnnotation(object: Readonly<Record<string, unknown>>, place: Position): InputProblem[] {
  const { kind, metadata } = object;
  const path = typeof kind === 'string' && Object.hasOwn(PATHS, kind) ? PATHS[kind] : undefined;
  if (path === undefined) {
    return [];
  }
  const ofPods = path.reduce<unknown>((value, key) => mapOf(value)[key], object);
  const isAnnotated = [metadata, mapOf(ofPods).metadata].some((own) => Object.hasOwn(mapOf(mapOf(own).annotations), ROLE_ARN_ANNOTATION));
  const { name } = mapOf(metadata);
  return !isAnnotated ? []
    : [new InputProblem(`the ${String(kind)} ${show(String(name ?? ''))} has the annotation ${ROLE_ARN_ANNOTATION}, which EKS reads of ServiceAccounts alone: annotate the ServiceAccount of its pods`, place)];
}

/** What is said of a ServiceAccount whose name or namespace is a number or a boolean of YAML, which Kubernetes does not take. */
export function notesOnNames({ kind, metadata }: Readonly<Record<string, unknown>>, place: Position): InputProblem[] {
  const { name, namespace } = mapOf(metadata);
  return kind !== 'ServiceAccount' ? [] : Object.entries({ name, namespace })
    .filter(([, value]) => ['number', 'boolean'].includes(typeof value))
    .map(([key, value]) => new InputProblem(`the ${key} of a ServiceAccount must be text, got ${show(value)}: put it in quotes`, place));
}
