import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { Aws, Token } from 'aws-cdk-lib/core';
import { flag, texts } from './definition';
import type { BundleDefinition } from './definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from './encryption';
import type { IPolicyBundle } from './policy-bundle';
import { allow, CatalogueBundle, requireSome } from './statement';
import { requireFormat } from '../core/text-format';
import type { TextFormat } from '../core/text-format';

/** Options for `ParameterStoreBundle.read`. At least one of `parameters`, `parameterNames` and `paths` must name one. */
export interface ParameterStoreReadOptions {
  /**
   * Parameters.
   *
   * @default - none
   */
  readonly parameters?: IParameter[];

  /**
   * Full names of parameters, such as `/k8s-main/db/password` or `plain`, in the account and region of the
   * role's stack; of public parameters too, which begin with `/aws/service/`. Without wildcards, versions
   * and labels. A name that is known only at deploy time must begin with `/`.
   *
   * @default - none
   */
  readonly parameterNames?: string[];

  /**
   * Paths, such as `/k8s-main`: the path itself and everything below it. `/` alone is refused.
   *
   * @default - none
   */
  readonly paths?: string[];

  /**
   * Customer-managed KMS keys of `SecureString` parameters; usable through Systems Manager only.
   *
   * @default - none, which is enough for plain parameters and the key that AWS manages
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Allow listing the names and descriptions of all parameters. External Secrets needs it for `find` by
   * name or tags.
   *
   * @default false
   */
  readonly list?: boolean;
}

const HIERARCHY = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html';

/** Parameter Store: given parameters, or those below a path. */
export class ParameterStoreBundle {
  /**
   * Read parameters: External Secrets, the Secrets Store CSI driver. Bundle id `parameterStore.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-parameter-store/
   */
  public static read(options: ParameterStoreReadOptions): IPolicyBundle {
    const { parameters = [], parameterNames = [], paths = [] } = options;
    requireSome('parameterStore.read', 'parameters, parameterNames or paths', options.parameters, options.parameterNames, options.paths);
    parameterNames.forEach((name, i) => requireFormat(PARAMETER_NAME, `parameterNames[${i}] of parameterStore.read`, name));
    paths.forEach((path, i) => requireFormat(PARAMETER_PATH, `paths[${i}] of parameterStore.read`, path));
    const arn = arnIn(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID);
    const names = [...parameters.map((parameter) => parameter.parameterArn), ...parameterNames.map(arn)];
    return read(names, paths.map(arn), keyArns('parameterStore.read', options.encryptionKeys ?? []), options.list);
  }

  private constructor() {}
}

function read(names: string[], paths: string[], keys: string[], list: boolean = false) {
  return new CatalogueBundle('parameterStore.read', (scope) => [
    ...(names.length > 0 ? [allow({ actions: ['ssm:GetParameter', 'ssm:GetParameters'], resources: names })] : []),
    ...(paths.length > 0 ? [allow({
      actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      resources: paths.flatMap((path) => [path, `${path}/*`]),
      evidence: { reason: 'a path stands for the parameters below it, which are made by others, later', source: HIERARCHY },
    })] : []),
    ...(list ? [allow({
      actions: ['ssm:DescribeParameters'],
      resources: ['*'],
      evidence: { reason: 'finding parameters by name or tag lists them all, and the action supports no resource; it gives no values', source: REFERENCE },
    })] : []),
    ...useOfKeys(scope, ['kms:Decrypt'], keys, 'ssm'),
  ]);
}

/** `/a/b` is `parameter/a/b`, and `plain` is `parameter/plain`. The public parameters of AWS have no account. */
function arnIn(partition: string, region: string, account: string): (name: string) => string {
  return (name) => {
    const isPath = Token.isUnresolved(name) || name.startsWith('/');
    const owner = /^\/aws\/service(\/|$)/.test(name) ? '' : account;
    return `arn:${partition}:ssm:${region}:${owner}:parameter${isPath ? '' : '/'}${name}`;
  };
}

const PART = '[A-Za-z0-9_.-]+';

const PARAMETER_NAME: TextFormat = {
  pattern: `${PART}|(?:/${PART}){1,15}`,
  maxLength: 1_011,
  rule: "the full name of a parameter (letters, digits and _.-; with '/' before each of at most 15 parts)",
  example: '/k8s-main/db/password',
  hint: (value) => value.startsWith('arn:') ? 'write the name, which is what follows "parameter" in the ARN'
    : /[*?]/.test(value) ? "for several parameters give their path, as 'paths'"
      : /^[^/].*\//.test(value) ? `perhaps "/${value}"`
        : value.includes(':') ? 'IAM knows no versions and labels: leave out what follows the ":"' : undefined,
};

const PARAMETER_PATH: TextFormat = {
  pattern: `(?:/${PART}){1,15}`,
  maxLength: 1_011,
  rule: "a path of parameters (begins with '/', does not end with '/', parts of letters, digits and _.-)",
  example: '/k8s-main',
  hint: (value) => {
    const path = `/${value.replace(/\/?\*$/, '').replace(/^\/+|\/+$/g, '')}`;
    return path === '/' ? 'this would give every parameter of the account'
      : path !== value && new RegExp(`^(?:/${PART})+$`).test(path) ? `perhaps "${path}"` : undefined;
  },
};

export const PARAMETER_STORE_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'parameterStore.read',
    summary: 'Read given parameters, or everything below given paths',
    usedBy: 'External Secrets, Secrets Store CSI driver',
    parameters: {
      parameters: { description: 'Full names of parameters.', type: { kind: 'texts', format: PARAMETER_NAME } },
      paths: { description: 'Paths: each itself and everything below it.', type: { kind: 'texts', format: PARAMETER_PATH } },
      encryptionKeys: ENCRYPTION_KEYS,
      list: { description: 'Allow listing the names of all parameters.', type: { kind: 'flag', default: false } },
    },
    oneOf: ['parameters', 'paths'],
    create: (values, place) => {
      const arns = (parameter: string) => texts(values, parameter)
        .flatMap((name) => place.regions.map((region) => arnIn(place.partition, region, place.account)(name)));
      return read(arns('parameters'), arns('paths'), texts(values, 'encryptionKeys'), flag(values, 'list'));
    },
  },
];
