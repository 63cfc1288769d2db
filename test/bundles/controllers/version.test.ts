import { Lazy } from 'aws-cdk-lib/core';
import { isAtLeast, requireVersion, versionFormat } from '../../../lib/bundles/controllers/version';
import { messageOf } from '../../support';

const FORMAT = versionFormat('the controller', '1.2', '1.22');

test.each([
  ['1.22', '1.22.1', true], ['1.22.0', '1.22.1', false], ['1.22.1', '1.22.1', true], ['v1.22.2', '1.22.1', true], ['1.21', '1.22.1', false],
  ['2.0', '1.22.1', true], ['1.22.1-eksbuild.3', '1.22.1', true], ['1.9', '1.10', false], ['1.10', '1.9', true], ['1.22', '1.22', true],
])('whether %s is %s or later: %s', (version, other, expected) => expect(isAtLeast(version, other)).toBe(expected));

test.each(['1.2', 'v1.22.1', '1.22.1-eksbuild.1', '3.0.0'])('%s is a version', (version) => {
  expect(() => requireVersion(FORMAT, version)).not.toThrow();
});

test.each([
  ['1.1.9', 'the version must be 1.2 or later, whose needs are known, got "1.1.9"'],
  ['latest', 'the version must be a version of the controller, such as 1.22, got "latest"'],
  ['', 'the version must be a version of the controller, such as 1.22, got ""'],
  ['1', 'the version must be a version of the controller, such as 1.22, got "1"'],
  ['1.22.1 ', 'the version must be a version of the controller, such as 1.22, got "1.22.1 ": it begins or ends with white space'],
  [1.22 as unknown as string, 'the version must be text, got 1.22: write it in quotes, \'1.22\''],
  [Lazy.string({ produce: () => '1.22' }), 'the version must be a version of the controller, such as 1.22, got a deploy-time value: what is allowed depends on it'],
])('%j is refused', (version, message) => expect(messageOf(() => requireVersion(FORMAT, version))).toBe(message));
