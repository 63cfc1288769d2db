import { Token } from '../../core/cdk';
import type { Kind } from '../../core/kinds';
import { requireFormat } from '../../core/text-format';
import type { TextFormat } from '../../core/text-format';
import type { BundleParameter } from '../bundle-parameter';
import { checkKind } from '../parameters';

/** The format of a controller's versions; what it needed before the oldest is not known here. */
export function versionFormat(controller: string, oldest: string, example: string): TextFormat {
  return {
    pattern: 'v?\\d{1,5}\\.\\d{1,5}(?:\\.\\d{1,5})?(?:-eksbuild\\.\\d{1,5})?',
    rule: `a version of ${controller}, such as ${example}`,
    example,
    also: (value) => isAtLeast(value, oldest) ? undefined : `must be ${oldest} or later, whose needs are known`,
  };
}

/**
 * The version of a controller, which decides what it needs.
 *
 * @param newest the version whose needs are met by default
 * @param variants the versions since which the needs changed
 */
export function versionParameter(
  format: TextFormat, newest: string, variants?: readonly string[],
  description = `The version of the controller, in quotes. Default: what ${newest} needs.`,
): BundleParameter<{ readonly version: string } | undefined, string> {
  return {
    yaml: { description, type: { kind: 'text', format }, variants },
    fromOption: (given, name, input) => {
      checkKind(VERSION, given, [name], input);
      return given?.version ?? newest;
    },
    fromYaml: (given) => (given as string | undefined) ?? newest,
  };
}

/** Every class of versions is alike; another controller's version is for the compiler to refuse. */
const VERSION: Kind = {
  noun: 'a version of the controller, made by the of of its class',
  isOne: (value) => typeof value?.version === 'string',
};

/** For the `of` of a version class: the version must be literal, since statements depend on it. */
export function requireVersion(format: TextFormat, version: string): void {
  if (Token.isUnresolved(version)) {
    throw new Error(`the version must be ${format.rule}, got a deploy-time value: what is allowed depends on it`);
  }
  requireFormat(format, 'the version', version);
}

/** Whether a version is another or later; a missing patch is the newest of its minor. */
export function isAtLeast(version: string, other: string): boolean {
  const [own, least] = [version, other].map((text) => text.replace(/^v|-.*$/g, '').split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (own[i] ?? Infinity) - (least[i] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}
