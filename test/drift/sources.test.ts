import { existsSync, mkdtempSync, readdirSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CachedSource, GitHubSource, RecordedSource, RecordingSource, Unreachable } from '../../scripts/drift/sources';

type Asked = { url: string; headers?: Record<string, string> }[];

/** Answers by the end of the address. */
function answering(answers: Record<string, unknown>, asked: Asked = []): typeof fetch {
  return async (url, init) => {
    asked.push({ url: String(url), headers: init?.headers as Record<string, string> });
    const answer = Object.entries(answers).find(([end]) => String(url).endsWith(end))?.[1];
    return answer === undefined ? new Response('no', { status: 404 }) : new Response(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
}

describe('GitHub', () => {
  test('releases, without drafts and previews', async () => {
    const releases = [{ tag_name: 'v1.1.0' }, { tag_name: 'v1.2.0', prerelease: true }, { tag_name: 'v1.3.0', draft: true }, null, 7];
    expect(await new GitHubSource(undefined, answering({ '/releases?per_page=100&page=1': releases })).releases('a/b')).toEqual(['v1.1.0']);
  });

  test('tags where there are no releases', async () => {
    const answers = { '/releases?per_page=100&page=1': [], '/tags?per_page=100&page=1': [{ name: 'v2.0.0' }] };
    expect(await new GitHubSource(undefined, answering(answers)).releases('a/b')).toEqual(['v2.0.0']);
  });

  test('every page of releases', async () => {
    const page = (n: number) => Array.from({ length: n }, (_, i) => ({ tag_name: `v1.${n}.${i}` }));
    const answers = { '&page=1': page(100), '&page=2': page(3) };
    expect(await new GitHubSource(undefined, answering(answers)).releases('a/b')).toHaveLength(103);
  });

  test('a file is asked for by its release and path, and no other host gets the token', async () => {
    const asked: Asked = [];
    const source = new GitHubSource('secret', answering({ 'iam_policy.json': '{}', '/releases?per_page=100&page=1': [{ tag_name: 'v1.0.0' }] }, asked));
    await source.file('a/b', 'v1.0.0', 'docs/iam_policy.json');
    await source.releases('a/b');
    expect(asked).toEqual([
      { url: 'https://raw.githubusercontent.com/a/b/v1.0.0/docs/iam_policy.json', headers: undefined },
      { url: 'https://api.github.com/repos/a/b/releases?per_page=100&page=1', headers: { authorization: 'Bearer secret' } },
    ]);
  });

  test.each<[string, typeof fetch, RegExp]>([
    ['is not there', answering({}), /policy\.json answered 404$/],
    ['is out of reach', async () => { throw new TypeError('fetch failed', { cause: new Error('ENOTFOUND') }); }, /cannot be reached: fetch failed \(ENOTFOUND\)$/],
    ['has no end', answering({ 'policy.json': 'x'.repeat(5_000_001) }), /has more than 5000000 bytes$/],
  ])('a file that %s is said', async (_, ask, message) => {
    const asked = new GitHubSource(undefined, ask).file('a/b', 'HEAD', 'policy.json');
    await expect(asked).rejects.toThrow(Unreachable);
    await expect(asked).rejects.toThrow(message);
  });

  test.each([[{ message: 'rate limit' }], ['<html>']])('releases that are no list are said: %j', async (answer) => {
    await expect(new GitHubSource(undefined, answering({ 'page=1': answer })).releases('a/b')).rejects.toThrow(Unreachable);
  });
});

describe('what was read before', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'drift-'));

  test('is read again from the folder', async () => {
    const path = folder();
    const source = new GitHubSource(undefined, answering({ 'docs/p.json': '{"a": 1}', '/releases?per_page=100&page=1': [{ tag_name: 'x/v1.0.0' }] }));
    const recording = new RecordingSource(source, path);
    const [releases, file] = [await recording.releases('a/b'), await recording.file('a/b', 'x/v1.0.0', 'docs/p.json')];
    const recorded = new RecordedSource(path);
    expect([await recorded.releases('a/b'), await recorded.file('a/b', 'x/v1.0.0', 'docs/p.json')]).toEqual([releases, file]);
    await expect(recorded.file('a/b', 'x/v1.0.0', 'other.json')).rejects.toThrow(Unreachable);
  });

  test('the name of a release does not lead out of the folder', async () => {
    const path = folder();
    await new RecordingSource(new GitHubSource(undefined, answering({ 'p.json': '{}' })), join(path, 'in')).file('a/b', '../../../../out', 'p.json');
    expect([readdirSync(path), existsSync(join(path, 'out'))]).toEqual([['in'], false]);
  });
});

test('each thing is asked for once', async () => {
  const asked: Asked = [];
  const source = new CachedSource(new GitHubSource(undefined, answering({ 'p.json': '{}' }, asked)));
  expect(await Promise.all([source.file('a/b', 'v1', 'p.json'), source.file('a/b', 'v1', 'p.json')])).toEqual(['{}', '{}']);
  expect(asked).toHaveLength(1);
});
