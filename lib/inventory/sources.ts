import { IAM_OUTPUT } from './iam-output';
import { KUBERNETES_MANIFEST } from './kubernetes-manifest';
import type { Source } from './source-reader';
import { TEMPLATE } from './template-files';

/** Every kind of source, in the order in which a value is offered to them. */
export const SOURCES: readonly Source[] = [TEMPLATE, IAM_OUTPUT, KUBERNETES_MANIFEST];
