/** Where a chart takes its ServiceAccount, from a version on. */
export interface ChartPlace {
  /** The first version of the chart that has it there; nothing for the oldest. */
  readonly since?: string;
  /** The map with `annotations`, `name` and `create`. */
  readonly at: string;
}

/** A well-known Helm chart. */
export interface Chart {
  /** Newest first. */
  readonly places: readonly ChartPlace[];
  /** The values file that was read, and its version. */
  readonly source: string;
  readonly checked: string;
}

const SERVICE_ACCOUNT = [{ at: 'serviceAccount' }];
const github = (path: string) => `https://github.com/${path}`;

/** By the name of the chart. Each was read in the chart's own values file; of a chart that moved the map, the versions beside the move as well. */
export const CHARTS: Readonly<Record<string, Chart>> = {
  'aws-ebs-csi-driver': {
    places: [{ since: '2.0.0', at: 'controller.serviceAccount' }, { at: 'serviceAccount.controller' }],
    source: github('kubernetes-sigs/aws-ebs-csi-driver/blob/helm-chart-aws-ebs-csi-driver-2.64.0/charts/aws-ebs-csi-driver/values.yaml'),
    checked: '2.64.0',
  },
  'aws-efs-csi-driver': {
    places: [{ since: '2.0.0', at: 'controller.serviceAccount' }, { at: 'serviceAccount.controller' }],
    source: github('kubernetes-sigs/aws-efs-csi-driver/blob/helm-chart-aws-efs-csi-driver-4.4.1/charts/aws-efs-csi-driver/values.yaml'),
    checked: '4.4.1',
  },
  'aws-for-fluent-bit': { places: SERVICE_ACCOUNT, source: github('aws/eks-charts/blob/v0.0.242/stable/aws-for-fluent-bit/values.yaml'), checked: '0.2.0' },
  'aws-load-balancer-controller': {
    places: SERVICE_ACCOUNT, source: github('kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/helm/aws-load-balancer-controller/values.yaml'), checked: '3.5.0',
  },
  'aws-mountpoint-s3-csi-driver': {
    places: [{ at: 'node.serviceAccount' }],
    source: github('awslabs/mountpoint-s3-csi-driver/blob/v2.7.0/charts/aws-mountpoint-s3-csi-driver/values.yaml'),
    checked: '2.7.0',
  },
  'cert-manager': { places: SERVICE_ACCOUNT, source: github('cert-manager/cert-manager/blob/v1.21.1/deploy/charts/cert-manager/values.yaml'), checked: '1.21.1' },
  'cluster-autoscaler': {
    places: [{ at: 'rbac.serviceAccount' }], source: github('kubernetes/autoscaler/blob/cluster-autoscaler-chart-9.59.0/cluster-autoscaler/charts/cluster-autoscaler/values.yaml'), checked: '9.59.0',
  },
  'external-dns': { places: SERVICE_ACCOUNT, source: github('kubernetes-sigs/external-dns/blob/external-dns-helm-chart-1.21.1/charts/external-dns/values.yaml'), checked: '1.21.1' },
  'external-secrets': {
    places: SERVICE_ACCOUNT, source: github('external-secrets/external-secrets/blob/v2.9.0/deploy/charts/external-secrets/values.yaml'), checked: '2.9.0',
  },
  'fluent-bit': { places: SERVICE_ACCOUNT, source: github('fluent/helm-charts/blob/fluent-bit-0.58.1/charts/fluent-bit/values.yaml'), checked: '0.58.1' },
  'grafana': { places: SERVICE_ACCOUNT, source: github('grafana-community/helm-charts/blob/grafana-12.11.1/charts/grafana/values.yaml'), checked: '12.11.1' },
  'karpenter': { places: SERVICE_ACCOUNT, source: github('aws/karpenter-provider-aws/blob/v1.14.1/charts/karpenter/values.yaml'), checked: '1.14.1' },
  'keda': {
    places: [{ since: '2.14.0', at: 'serviceAccount.operator' }, { at: 'serviceAccount' }],
    source: github('kedacore/charts/blob/v2.20.2/keda/values.yaml'),
    checked: '2.20.2',
  },
  // Its repository is grafana-community/helm-charts since March 2026; that of grafana/loki, 7.3.0, takes it there as well.
  'loki': { places: SERVICE_ACCOUNT, source: github('grafana-community/helm-charts/blob/loki-18.11.0/charts/loki/values.yaml'), checked: '18.11.0' },
  // Its ruler and Alertmanager have service accounts of their own on request. The template of the chart's main branch, after 6.1.0, takes it there as well.
  'mimir-distributed': {
    places: SERVICE_ACCOUNT, source: github('grafana/mimir/blob/mimir-distributed-5.7.0/operations/helm/charts/mimir-distributed/values.yaml'), checked: '5.7.0',
  },
  'opentelemetry-collector': {
    places: SERVICE_ACCOUNT, source: github('open-telemetry/opentelemetry-helm-charts/blob/opentelemetry-collector-0.170.0/charts/opentelemetry-collector/values.yaml'), checked: '0.170.0',
  },
  // Its repository is grafana-community/helm-charts since January 2026; the last of grafana/helm-charts, 1.61.3, takes it there as well.
  'tempo-distributed': {
    places: SERVICE_ACCOUNT, source: github('grafana-community/helm-charts/blob/tempo-distributed-3.3.0/charts/tempo-distributed/values.yaml'), checked: '3.3.0',
  },
  'velero': { places: [{ at: 'serviceAccount.server' }], source: github('vmware-tanzu/helm-charts/blob/velero-12.1.0/charts/velero/values.yaml'), checked: '12.1.0' },
};

/** The paths of a chart's ServiceAccount in its values. */
export interface ChartPaths {
  readonly annotationsPath: string;
  readonly namePath: string;
  readonly createPath: string;
}

/** Where a chart takes its ServiceAccount: of a version, or of the newest. */
export function chartPaths(name: string, version?: string): ChartPaths {
  const { places } = CHARTS[name];
  const { at } = places.find(({ since }) => since === undefined || version === undefined || isAtLeast(version, since))!;
  return { annotationsPath: `${at}.annotations`, namePath: `${at}.name`, createPath: `${at}.create` };
}

/** Of versions by their numbers; what follows a "-" counts as the version itself. */
function isAtLeast(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.replace(/^v/, '').split(/[-+]/)[0].split('.').map(Number));
  const at = b.findIndex((part, index) => (a[index] ?? 0) !== part);
  return at < 0 || (a[at] ?? 0) > b[at];
}
