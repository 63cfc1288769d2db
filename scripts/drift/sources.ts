// Where releases and documents come from: GitHub, or a folder that has what was read there before.
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/** What can be read of the repositories of others. */
export interface UpstreamSource {
  /** The names of all releases; those of all tags where there are no releases. */
  readonly releases: (repository: string) => Promise<readonly string[]>;
  /** A file as it is in a release, or in the default branch (`HEAD`). */
  readonly file: (repository: string, release: string, path: string) => Promise<string>;
}

/** Something that could not be read: it is said, and the rest goes on. */
export class Unreachable extends Error {}

const [MOST_SECONDS, MOST_BYTES, MOST_PAGES] = [30, 5_000_000, 10];

/** GitHub itself. Without a token it answers 60 questions an hour, which is less than there are repositories and pages. */
export class GitHubSource implements UpstreamSource {
  /** @param ask `fetch`, or what stands for it in a test */
  public constructor(private readonly token: string | undefined, private readonly ask: typeof fetch = fetch) {}

  public async releases(repository: string): Promise<string[]> {
    const found = await this.names(repository, 'releases', 'tag_name');
    return found.length > 0 ? found : this.names(repository, 'tags', 'name');
  }

  public async file(repository: string, release: string, path: string): Promise<string> {
    const escaped = [release, ...path.split('/')].map(encodeURIComponent).join('/');
    return this.text(`https://raw.githubusercontent.com/${repository}/${escaped}`);
  }

  private async names(repository: string, list: string, key: string): Promise<string[]> {
    const names: string[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const url = `https://api.github.com/repos/${repository}/${list}?per_page=100&page=${page}`;
      const items: unknown = jsonOf(await this.text(url), url);
      if (!Array.isArray(items)) {
        throw new Unreachable(`${url} answered something that is no list`);
      }
      const released = items.filter((item) => item !== null && typeof item === 'object' && !item.draft && !item.prerelease);
      names.push(...released.map((item) => String(item[key])));
      if (items.length < 100) {
        break;
      }
    }
    return names;
  }

  private async text(url: string): Promise<string> {
    // The token is GitHub's alone: no other host gets it.
    const headers = this.token !== undefined && url.startsWith('https://api.github.com/') ? { authorization: `Bearer ${this.token}` } : undefined;
    try {
      const response = await this.ask(url, { headers, signal: AbortSignal.timeout(MOST_SECONDS * 1000) });
      if (!response.ok) {
        throw new Unreachable(`${url} answered ${response.status}`);
      }
      return await limited(response, url);
    } catch (error) {
      throw error instanceof Unreachable ? error : new Unreachable(`${url} cannot be reached: ${messageOf(error)}`);
    }
  }
}

/** What was written into a folder before: `owner/name/releases.json`, and the files of each release. */
export class RecordedSource implements UpstreamSource {
  public constructor(private readonly folder: string) {}

  public async releases(repository: string): Promise<string[]> {
    const file = pathOf(this.folder, repository, 'releases.json');
    const names = jsonOf(readRecorded(file), file);
    if (!Array.isArray(names)) {
      throw new Unreachable(`${file} is no list`);
    }
    return names.map(String);
  }

  public async file(repository: string, release: string, path: string): Promise<string> {
    return readRecorded(pathOf(this.folder, repository, release, path));
  }
}

/** Writes what it reads into a folder, for `RecordedSource`. */
export class RecordingSource implements UpstreamSource {
  public constructor(private readonly from: UpstreamSource, private readonly folder: string) {}

  public async releases(repository: string): Promise<readonly string[]> {
    const found = await this.from.releases(repository);
    return this.write(found, JSON.stringify(found, undefined, 1), pathOf(this.folder, repository, 'releases.json'));
  }

  public async file(repository: string, release: string, path: string): Promise<string> {
    const text = await this.from.file(repository, release, path);
    return this.write(text, text, pathOf(this.folder, repository, release, path));
  }

  private write<T>(found: T, text: string, path: string): T {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return found;
  }
}

/** Asks for each thing once, however many bundles need it. */
export class CachedSource implements UpstreamSource {
  private readonly known = new Map<string, Promise<unknown>>();

  public constructor(private readonly from: UpstreamSource) {}

  public async releases(repository: string): Promise<readonly string[]> {
    return this.once(repository, () => this.from.releases(repository));
  }

  public async file(repository: string, release: string, path: string): Promise<string> {
    return this.once([repository, release, path].join('\n'), () => this.from.file(repository, release, path));
  }

  private async once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const answer = this.known.get(key) ?? ask();
    this.known.set(key, answer);
    return answer as Promise<T>;
  }
}

/** The names of releases are others' texts: none leads out of the folder. */
function pathOf(folder: string, repository: string, ...parts: readonly string[]): string {
  const names = [...repository.split('/'), ...parts.flatMap((part, i) => i === parts.length - 1 ? part.split('/') : [part])];
  return join(folder, ...names.map((name) => /^\.*$/.test(name) ? '_' : encodeURIComponent(name)));
}

function readRecorded(path: string): string {
  try {
    return readFileSync(path, 'utf-8');
  } catch (error) {
    throw new Unreachable(`${path} cannot be read: ${messageOf(error)}`);
  }
}

function jsonOf(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreachable(`${place} is no JSON`);
  }
}

/** Reads no more than is sensible, whatever the answer says of its length. */
async function limited(response: Response, url: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) {
      throw new Unreachable(`${url} has more than ${MOST_BYTES} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf-8');
}

function messageOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
