import { Token } from 'aws-cdk-lib/core';
import type { Place } from './place';
import type { TextFormat } from '../core/text-format';

/** `/a/b` is `parameter/a/b`, and `plain` is `parameter/plain`. The public parameters of AWS have no account. */
export function arnsOfParameters(names: readonly string[], place: Place): string[] {
  return names.flatMap((name) => place.regions.map((region) => {
    const isPath = Token.isUnresolved(name) || name.startsWith('/');
    const owner = /^\/aws\/service(\/|$)/.test(name) ? '' : place.account;
    return `arn:${place.partition}:ssm:${region}:${owner}:parameter${isPath ? '' : '/'}${name}`;
  }));
}

const PART = '[A-Za-z0-9_.-]+';

export const PARAMETER_NAME: TextFormat = {
  pattern: `${PART}|(?:/${PART}){1,15}`,
  maxLength: 1_011,
  rule: "the full name of a parameter (letters, digits and _.-; with '/' before each of at most 15 parts)",
  example: '/k8s-main/db/password',
  hint: (value) => value.startsWith('arn:') ? 'write the name, which is what follows "parameter" in the ARN'
    : /[*?]/.test(value) ? "for several parameters give their path, as 'paths'"
      : /^[^/].*\//.test(value) ? `perhaps "/${value}"`
        : value.includes(':') ? 'IAM knows no versions and labels: leave out what follows the ":"' : undefined,
};

export const PARAMETER_PATH: TextFormat = {
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
