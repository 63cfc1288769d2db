import { annotationsOf, checkAnnotationOptions, roleArnKey } from './annotations';
import { roleArnOf } from './complete-role-arn';
import { requireAnnotated } from './exact-subjects';
import { requireLiteral } from './literal-check';
import { ANNOTATION_OPTIONS, forCluster, forRole } from './option-kinds';
import type { ServiceAccountAnnotationOptions } from './service-account-annotations';
import { annotatedIn } from './trusted-cluster';
import { nest, parseValuePath } from './value-path';
import { YamlWriter } from './yaml-text';
import type { IRoleCluster } from '../cluster/role-cluster';
import { requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { DEFAULT_AUDIENCE } from '../core/names';
import { show } from '../core/text';
import { isByCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { SUBJECT } from '../trust/subject-kind';

/** Where a chart expects its service account. Paths are keys joined by `.`, as in `helm --set`; `\.` is a dot in a key. */
export interface HelmValuesOptions extends ServiceAccountAnnotationOptions {
  /**
   * The path of the annotations.
   *
   * @default - 'serviceAccount.annotations'; left out with `roleArnPath`
   */
  readonly annotationsPath?: string;

  /**
   * The path of the role's ARN as plain text, such as `rbac.roleARN`, for a chart that annotates its service account by itself. The paths
   * of name and switch are then left out unless they are given, and so is that of the annotations; but the webhook's other annotations
   * (an audience of its own, `tokenExpiration`, …) have no place without it.
   *
   * @default - none: the chart takes annotations
   */
  readonly roleArnPath?: string;

  /**
   * The path of the service account's name; empty to leave it out.
   *
   * @default - `name` beside the annotations: 'serviceAccount.name'; left out with `roleArnPath` alone
   */
  readonly namePath?: string;

  /**
   * The path of the switch, set to `true`, that makes the chart create its service account; empty to
   * leave it out.
   *
   * @default - `create` beside the annotations: 'serviceAccount.create'; left out with `roleArnPath` alone
   */
  readonly createPath?: string;

  /**
   * The service account, one of the role's.
   *
   * @default - the role's only one; those of several namespaces may share a name
   */
  readonly serviceAccount?: ServiceAccountSubject;
}

const OPTIONS: Kinds<HelmValuesOptions> = {
  ...ANNOTATION_OPTIONS, annotationsPath: TEXT, roleArnPath: TEXT, namePath: TEXT, createPath: TEXT, serviceAccount: SUBJECT,
};

/**
 * The values that make a Helm chart annotate its service account with a role's ARN. For EKS Pod Identity alone they have no ARN and no
 * annotation of the webhook.
 *
 * @example
 * HelmValues.of(role, { annotationsPath: 'controller.serviceAccount.annotations' }).toYaml();
 */
export class HelmValues {
  /**
   * The values for one service account of a role.
   *
   * @throws if a path is none, two paths exclude each other, or it is not clear which service account is meant
   */
  public static of(role: IServiceAccountRole, options: HelmValuesOptions = {}): HelmValues {
    return forRole(role, () => {
      HelmValues._check(options);
      if (!isByCluster(role)) {
        chosen(role, options.serviceAccount);
      }
      return new HelmValues(role, options);
    });
  }

  /** What is wrong with the options by themselves. @internal */
  public static _check(options: HelmValuesOptions): void {
    requireProps('Helm values', options, OPTIONS);
    checkAnnotationOptions(options);
    valuesOf(options, '', annotationsOf('', { audience: DEFAULT_AUDIENCE }, options), roleArnKey({ audience: DEFAULT_AUDIENCE }));
  }

  private constructor(
    private readonly role: IServiceAccountRole,
    private readonly options: HelmValuesOptions,
  ) {}

  /**
   * The values, such as for `cluster.addHelmChart`. Where the role's ARN is known only at deploy time they hold it as a deploy-time value,
   * by which the chart also waits for the role and all its policies. A literal ARN is text, and orders nothing: then call
   * `chart.node.addDependency(role)`.
   *
   * @param cluster one of the role's clusters; may be left out if all have the same audience
   * @throws if the role does not trust the cluster
   */
  public toObject(cluster?: IRoleCluster): { [key: string]: any } {
    const { issuer, subject } = this.chosenIn(cluster);
    const annotations = annotationsOf(roleArnOf(this.role), issuer, this.options);
    return valuesOf(this.options, subject.serviceAccountName, annotations, roleArnKey(issuer));
  }

  /**
   * The same as YAML, for `helm upgrade --values`.
   *
   * @throws if the role does not trust the cluster, or its ARN or an option is known only at deploy time
   */
  public toYaml(cluster?: IRoleCluster): string {
    return this._toYaml('<this file>', cluster);
  }

  /** @internal */
  public _toYaml(file: string, cluster?: IRoleCluster, yaml = new YamlWriter()): string {
    this.role.literalRoleArn(); // says what is missing
    const values = this.toObject(cluster);
    requireLiteral(this.role, 'the Helm values', values);
    const { subject, subjects } = this.chosenIn(cluster);
    const { serviceAccountName: name } = subject;
    const namespaces = subjects.filter(({ serviceAccountName }) => serviceAccountName === name).map(({ namespace }) => namespace);
    requireLiteral(this.role, 'the namespaces', namespaces);
    return yaml.file(
      namespaces.map((namespace) => `helm upgrade --install <release> <chart> --namespace ${namespace} --values ${file}`),
      [values]);
  }

  /** The service account that the values are for: where those of a role differ by cluster, the cluster decides. */
  private chosenIn(cluster: IRoleCluster | undefined) {
    return forCluster(this.role, cluster, () => {
      const { trusted: { issuer }, subjects } = annotatedIn(this.role, cluster);
      return { issuer, subjects, subject: chosen(this.role, this.options.serviceAccount, subjects) };
    });
  }
}

/** @param arnKey the annotation with the role's ARN, where there is one */
function valuesOf(
  options: HelmValuesOptions, name: string, annotations: { [key: string]: string }, arnKey = '',
): { [key: string]: any } {
  const { roleArnPath } = options;
  if (roleArnPath !== undefined && options.annotationsPath === undefined) {
    return arnAlone(roleArnPath, options, name, annotations, arnKey);
  }
  const { annotationsPath = 'serviceAccount.annotations' } = options;
  parseValuePath('annotationsPath', annotationsPath);
  const parent = /^(.+[^\\])\.(?:[^.\\]|\\.)+$/.exec(annotationsPath)?.[1] ?? 'serviceAccount';
  const { createPath = `${parent}.create`, namePath = `${parent}.name` } = options;
  const { [arnKey]: roleArn } = annotations as { readonly [key: string]: string | undefined };
  return nest([
    ...(createPath === '' ? [] : [{ what: 'createPath', path: createPath, value: true }]),
    ...(namePath === '' ? [] : [{ what: 'namePath', path: namePath, value: name }]),
    ...(Object.keys(annotations).length === 0 ? [] : [{ what: 'annotationsPath', path: annotationsPath, value: annotations }]),
    ...(roleArnPath === undefined || roleArn === undefined ? [] : [{ what: 'roleArnPath', path: roleArnPath, value: roleArn }]),
  ].map((item) => ({ ...item, keys: parseValuePath(item.what, item.path) })));
}

/** For a chart that takes nothing but the ARN. */
function arnAlone(
  roleArnPath: string, { createPath = '', namePath = '' }: HelmValuesOptions, name: string,
  annotations: { readonly [key: string]: string | undefined }, arnKey: string,
): { [key: string]: any } {
  const { [arnKey]: roleArn, ...others } = annotations;
  const [homeless] = Object.keys(others);
  if (homeless !== undefined) {
    throw new Error(`annotationsPath must be given with roleArnPath, since the annotation ${show(homeless)} has no other place: a chart that takes the ARN alone cannot carry it`);
  }
  return nest([
    ...(createPath === '' ? [] : [{ what: 'createPath', path: createPath, value: true }]),
    ...(namePath === '' ? [] : [{ what: 'namePath', path: namePath, value: name }]),
    ...(roleArn === undefined ? [] : [{ what: 'roleArnPath', path: roleArnPath, value: roleArn }]),
  ].map((item) => ({ ...item, keys: parseValuePath(item.what, item.path) })));
}

function chosen(role: IServiceAccountRole, wanted?: ServiceAccountSubject, subjects = requireAnnotated(role)): ServiceAccountSubject {
  if (wanted) {
    if (!subjects.some((subject) => subject.subject === wanted.subject)) {
      throw new Error(
        `serviceAccount must be an exact one of the role ${show(role.node.path)} (${subjects.join(', ')}), got ${show(wanted.toString())}`);
    }
    return wanted;
  }
  if (subjects.some((subject) => subject.serviceAccountName !== subjects[0].serviceAccountName)) {
    throw new Error(`serviceAccount must be given, as the role ${show(role.node.path)} has several: ${subjects.join(', ')}`);
  }
  return subjects[0];
}
