// The actions of all workflows, by commit: a tag can be moved, a commit cannot.
import type { github } from 'projen';

const PINS: Record<string, readonly [commit: string, version: string]> = {
  'actions/checkout': ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'actions/download-artifact': ['3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', 'v8.0.1'],
  'actions/setup-dotnet': ['a98b56852c35b8e3190ac28c8c2271da59106c68', 'v6.0.0'],
  'actions/setup-go': ['b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', 'v7.0.0'],
  'actions/setup-java': ['b6effb05e454b25005698d916606bdc6ffcbf961', 'v5.7.0'],
  'actions/setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  'actions/setup-python': ['5fda3b95a4ea91299a34e894583c3862153e4b97', 'v7.0.0'],
  'actions/upload-artifact': ['bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', 'v7.0.0'],
  'amannn/action-semantic-pull-request': ['48f256284bd46cdaab1048c3721360e808335d50', 'v6.1.1'],
  'NuGet/login': ['8d196754b4036150537f80ac539e15c2f1028841', 'v1.2.0'],
  'pypa/gh-action-pypi-publish': ['ed0c53931b1dc9bd32cbe73a98c7f6766f8a527e', 'v1.13.0'],
};

/** The version of a pinned action. */
export const versionOf = (name: string): string | undefined => PINS[name]?.[1];

/** The reference for `uses`. */
export function action(name: string): string {
  const pin = PINS[name];
  if (pin === undefined) {
    throw new Error(`the action ${name} has no commit in projenrc/actions.ts: add one with its version`);
  }
  return `${name}@${pin[0]}`;
}

/** For the workflows that projen makes itself. */
export function pinActions({ actions }: github.GitHub): void {
  Object.keys(PINS).forEach((name) => actions.set(name, action(name)));
}
