import type { Sample } from './sample';
import { PrometheusBundle } from '../../../lib/bundles/services/prometheus';

const WORKSPACE_ID = 'ws-1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_WORKSPACE_ARN = 'arn:aws:aps:eu-central-1:444455556666:workspace/ws-99999999-12ab-34cd-56ef-1234567890ab';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'prometheus.write',
    make: () => PrometheusBundle.write({ workspaceIds: [WORKSPACE_ID] }),
    values: { workspaces: [WORKSPACE_ID] },
  },
  {
    name: 'prometheus.write-otherAccount',
    make: () => PrometheusBundle.write({ workspaceArns: [OTHER_WORKSPACE_ARN] }),
    values: { workspaces: [OTHER_WORKSPACE_ARN] },
  },
  {
    name: 'prometheus.read',
    make: () => PrometheusBundle.read({ workspaceIds: [WORKSPACE_ID] }),
    values: { workspaces: [WORKSPACE_ID] },
  },
  {
    name: 'prometheus.read-rules',
    make: () => PrometheusBundle.read({ workspaceIds: [WORKSPACE_ID], readRules: true }),
    values: { workspaces: [WORKSPACE_ID], readRules: true },
  },
];
