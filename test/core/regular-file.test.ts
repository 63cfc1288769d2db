import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { CustomBundle } from '../../lib/bundles/custom';
import { readRegularFile } from '../../lib/core/regular-file';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';

const folder = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
const at = (name: string) => join(folder, name);
const IS_LINUX = process.platform === 'linux';

writeFileSync(at('whole'), 'whole\0');
writeFileSync(at('empty'), '');
writeFileSync(at('large'), '');
truncateSync(at('large'), 60_000_000);
symlinkSync(at('whole'), at('link'));
symlinkSync(at('loop'), at('loop'));
if (process.platform !== 'win32') {
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync(at('pipe'), at('link-to-pipe'));
}

test('a regular file, and a link to one, is read', () => {
  expect(readRegularFile(at('whole'), 6).toString()).toBe('whole\0');
  expect(readRegularFile(at('link'), 100).toString()).toBe('whole\0');
  expect(() => readRegularFile(at('whole'), 5)).toThrow('it has 6 bytes, and at most 5 are read');
});

/** What is no file to read, and what is said of it. */
const OTHERS: [string, string][] = [
  [at('gone'), 'there is no such file'],
  [join(at('whole'), 'below'), 'there is no such file'],
  [at('empty'), 'it is empty'],
  [at('large'), 'it has 60,000,000 bytes, and at most'],
  [at('x'.repeat(300)), 'its name is too long'],
  [folder, 'it is a folder'],
  ...process.platform === 'win32' ? [] : [
    [at('loop'), 'it is a link that leads back to itself'],
    [at('pipe'), 'it is a pipe'],
    [at('link-to-pipe'), 'it is a pipe'],
    ['/dev/null', 'it is a device'],
    ['/dev/zero', 'it is a device'],
    ['/dev/tty', 'it is a device'],
  ] satisfies [string, string][],
  ...IS_LINUX ? [
    ['/proc/self/environ', 'it is empty'],
    ['/proc/kmsg', 'it is empty'], // whoever reads it waits for the kernel
    ['/proc/self/fd', 'it is a folder'],
  ].filter(([path]) => existsSync(path)) as [string, string][] : [],
];

test.each(OTHERS)('%s is refused, and nobody waits', (path, message) => {
  expect(() => readRegularFile(path, 50_000_000)).toThrow(message);
  expect(() => CustomBundle.fromFile('web', { path })).toThrow(`path of web must be a file in UTF-8 that can be read, got "${path.length > 110 ? '' : path}`);
  expect(() => CustomBundle.fromFile('web', { path })).toThrow(message);
  expect(() => ServiceAccountFleet.fromFile(new App(), 'Fleet', path)).toThrow(`${path}:1:1: `);
});

test.each(OTHERS.filter(([, message]) => /pipe|device|bytes/.test(message)))('%s as a workloads file', (path, message) => {
  expect(() => ServiceAccountFleet.fromFile(new App(), 'Fleet', path)).toThrow(message);
});
