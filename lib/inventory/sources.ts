import { IAM_OUTPUT } from './iam-output';
import { KUBERNETES_MANIFEST } from './kubernetes-manifest';
import { CLUSTER_OBJECTS } from './live/cluster-objects';
import { EKS_OUTPUT } from './live/eks-output';
import { PROVIDER_OUTPUT } from './live/provider-output';
import type { Source } from './source-reader';
import { TEMPLATE } from './template-files';

/** Every kind of source, in the order in which a value is offered to them. */
export const SOURCES: readonly Source[] = [TEMPLATE, IAM_OUTPUT, EKS_OUTPUT, PROVIDER_OUTPUT, CLUSTER_OBJECTS, KUBERNETES_MANIFEST];
