// Sets the version of a release in package.json, and writes its notes to dist/changelog.md: both follow from the conventional
// commits since the last tag. Run as "npm run release:version" in a clone with all tags; nothing is committed.
import { execFileSync } from 'child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { DIST, ROOT } from './tools';

export interface Commit {
  readonly hash: string;
  readonly type: string;
  readonly scope?: string;
  readonly text: string;
  /** What a user has to do, where the commit breaks something. */
  readonly breaking?: string;
}

const SUBJECT = /^(?<type>[a-z]+)(?:\((?<scope>[^)]+)\))?(?<mark>!)?: (?<text>.+)$/;
const FOOTER = /^BREAKING[ -]CHANGE: (?<text>[\s\S]+?)(?:\n\n|\n[A-Z][\w-]+: |$(?![\s\S]))/m;

/** Of a commit whose subject is not conventional, nothing is released. */
export function parseCommit(hash: string, message: string): Commit | undefined {
  const [subject] = message.split('\n');
  const { type, scope, mark, text } = SUBJECT.exec(subject)?.groups ?? {};
  if (type === undefined) {
    return undefined;
  }
  const footer = FOOTER.exec(message)?.groups?.text.replace(/\s+/g, ' ').trim();
  return { hash, type, scope, text, breaking: footer ?? (mark === '!' ? text : undefined) };
}

const released = (commits: readonly Commit[]) => commits.filter(({ type, breaking }) => breaking !== undefined || type === 'feat' || type === 'fix');

/** In versions `0.x` the second number says that something breaks. `undefined`: there is nothing to release. */
export function nextVersion(last: string | undefined, commits: readonly Commit[]): string | undefined {
  if (last === undefined) {
    return '0.1.0';
  }
  const numbers = /^v(0)\.(\d+)\.(\d+)$/.exec(last)?.slice(1).map(Number);
  if (numbers === undefined) {
    throw new Error(`the last tag must be v0.<minor>.<patch>, got ${JSON.stringify(last)}: releases of 1.0 and later need rules of their own here`);
  }
  const [, minor, patch] = numbers;
  const news = released(commits);
  return news.length === 0 ? undefined : news.some(({ breaking }) => breaking !== undefined) ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
}

export function changelog(last: string | undefined, commits: readonly Commit[]): string {
  if (last === undefined) {
    return 'The first release.\n';
  }
  const line = ({ scope, hash }: Commit, text: string) => `- ${scope === undefined ? '' : `**${scope}:** `}${text} (${hash.slice(0, 8)})`;
  const section = (title: string, lines: string[]) => (lines.length === 0 ? [] : [`### ${title}`, '', ...lines, '']);
  const news = released(commits);
  return [
    ...section('Breaking changes', news.flatMap((commit) => (commit.breaking === undefined ? [] : line(commit, commit.breaking)))),
    ...section('Features', news.filter(({ type }) => type === 'feat').map((commit) => line(commit, commit.text))),
    ...section('Fixes', news.filter(({ type }) => type === 'fix').map((commit) => line(commit, commit.text))),
  ].join('\n');
}

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf-8', maxBuffer: 2 ** 28 });

/** The newest version among the tags of this branch's history. */
function lastTag(): string | undefined {
  return git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname').split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}

function main(): void {
  const last = lastTag();
  const log = git('log', '--no-merges', '-z', '--format=%H%n%B', ...last === undefined ? [] : [`${last}..HEAD`]);
  const commits = log.split('\0').filter((entry) => entry !== '').flatMap((entry) => {
    const [hash, ...message] = entry.split('\n');
    return parseCommit(hash, message.join('\n')) ?? [];
  });
  const version = nextVersion(last, commits);
  if (version === undefined) {
    throw new Error(`since ${last} there is no commit of type feat or fix, and none that breaks something: nothing to release`);
  }
  const file = join(ROOT, 'package.json');
  writeFileSync(file, readFileSync(file, 'utf-8').replace(/^ {2}"version": "0\.0\.0"/m, `  "version": "${version}"`));
  mkdirSync(DIST, { recursive: true });
  writeFileSync(join(DIST, 'changelog.md'), changelog(last, commits));
  if (process.env.GITHUB_OUTPUT !== undefined) {
    appendFileSync(process.env.GITHUB_OUTPUT, `version=${version}\n`);
  }
  console.log(version);
}

if (require.main === module) {
  main();
}
