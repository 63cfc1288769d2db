import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import type { Place } from './place';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import { Token } from '../../core/cdk';
import { show } from '../../core/text';
import type { TextFormat } from '../../core/text-format';
import type { BundleParameter } from '../bundle-parameter';
import { SESSION_TAG, withSessionTags } from '../pod-session-tags';

/** `/a/b` is `parameter/a/b`, and `plain` is `parameter/plain`. The public parameters of AWS have no account. */
function arnsOfParameters(names: readonly string[], place: Place): string[] {
  return names.flatMap((name) => !Token.isUnresolved(name) && name.startsWith('arn:') ? [name] : place.regions.map((region) => {
    const isPath = Token.isUnresolved(name) || name.startsWith('/');
    const owner = /^\/aws\/service(\/|$)/.test(name) ? '' : place.account;
    return `arn:${place.partition}:ssm:${region}:${owner}:parameter${isPath ? '' : '/'}${name}`;
  }));
}

const PART = '[A-Za-z0-9_.-]+';

/** What stands before a name in an ARN. */
const OF_ARN = /^arn:[^:]+:ssm:[^:]*:\d*:parameter/;

/** A part that may hold session tags of EKS Pod Identity. */
const SCOPED_PART = `(?:${SESSION_TAG}|[A-Za-z0-9_.-])+`;

const PARAMETER_NAME: TextFormat = withSessionTags({
  pattern: '',
  maxLength: 1_011,
  rule: "the full name of a parameter (letters, digits and _.-; with '/' before each of at most 15 parts)",
  example: '/k8s-main/db/password',
  hint: (value) => /[*?]/.test(value) ? "for several parameters give their path, as 'paths'"
    : /^[\w./-]+:[\w.-]+$/.test(value) ? 'IAM knows no versions and labels: leave out what follows the ":"'
      : suggestedPath(value),
}, `${SCOPED_PART}|(?:/${SCOPED_PART}){1,15}`);

/** Of another account as well, which shares the parameter. */
const PARAMETER_ARN = arnFormat({
  service: 'ssm',
  noun: "a parameter's ARN",
  resource: `parameter(?:/${PART}){1,15}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:ssm:eu-central-1:111122223333:parameter/k8s-main/db/password',
  hint: (value) => /:parameter\/aws\/service\//.test(value) ? 'a public parameter of AWS is given by its name'
    : /:parameter\/[\w./-]+:[\w.-]+$/.test(value) ? 'IAM knows no versions and labels: leave out what follows the last ":"'
      : /[*?]/.test(value) ? "for several parameters give their path, as 'paths'" : undefined,
});

const PARAMETER_PATH: TextFormat = withSessionTags({
  pattern: '',
  maxLength: 1_011,
  rule: "a path of parameters (begins with '/', does not end with '/', parts of letters, digits and _.-)",
  example: '/k8s-main',
  hint: (value) => /^\/*\*?$/.test(value.replace(OF_ARN, '')) ? 'this would give every parameter of the account' : suggestedPath(value),
}, `(?:/${SCOPED_PART}){1,15}`);

/** Of another region or account. */
const PATH_ARN = arnFormat({
  service: 'ssm',
  noun: "a path's ARN",
  resource: `parameter(?:/${PART}){1,15}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:ssm:eu-west-1:111122223333:parameter/k8s-main',
  hint: (value) => PARAMETER_PATH.hint?.(value),
});

/** What was probably meant: one slash before each part, and nothing behind the last. */
function suggestedPath(value: string): string | undefined {
  const path = `/${value.replace(OF_ARN, '').replace(/\/?\*$/, '').replace(/^\/+|\/+$/g, '')}`;
  return path !== value && new RegExp(`^(?:/${PART})+$`).test(path) ? `perhaps "${OF_ARN.exec(value)?.[0] ?? ''}${path}"` : undefined;
}

/** Parameters of Parameter Store, by their full names or ARNs. */
export const SSM_PARAMETERS: ResourceKind<IParameter> = {
  format: nameOrArn(PARAMETER_NAME, PARAMETER_ARN),
  arns: arnsOfParameters,
  arnOf: ({ parameterArn }, one) => one(parameterArn),
};

/** Paths of Parameter Store. */
export const PARAMETER_PATHS: Pick<ResourceKind<never>, 'format' | 'arns'> = { format: nameOrArn(PARAMETER_PATH, PATH_ARN), arns: arnsOfParameters };

/** The same list without public parameters of AWS, for a workload that writes: nobody else can write them. */
export function accountOwned<P extends BundleParameter<any, any, string>>(parameter: P): P {
  const checked = (read: P['fromOption']): P['fromOption'] => (given, name, input) => {
    const arns = read(given, name, input) as string[];
    arns.forEach((arn, i) => {
      const publicName = /:ssm:[^:]*::parameter(\/.+)$/.exec(arn)?.[1];
      if (publicName !== undefined) {
        // A name has an ARN in each region.
        input.refuse([name, given.length === arns.length ? i : given.indexOf(publicName)],
          `must be the account's own, got ${show(publicName)}: AWS publishes what is below /aws/service, nobody else can write it`);
      }
    });
    return arns;
  };
  return { ...parameter, fromOption: checked(parameter.fromOption), fromYaml: checked(parameter.fromYaml) };
}
