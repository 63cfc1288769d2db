import { arnParts } from '../../iam/arn';
import { globsOverlap, hasWildcard } from '../../iam/glob';
import { isKnown } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';
import type { OwnedResource } from '../model/owned-resources';

/** Resources that statements of roles name, or that are there themselves. */
export class NamedResources {
  private readonly byService = new Map<string, Set<string>>();

  public constructor(roles: readonly AccessRole[], resources: readonly OwnedResource[]) {
    for (const { document: { statements } } of roles.flatMap(({ ways }) => ways.flatMap(({ identity }) => identity))) {
      statements.forEach((statement) => [...statement.resources, ...statement.notResources].forEach((entry) => this.add(entry)));
    }
    resources.forEach(({ arn }) => this.add(arn));
  }

  /** Whether something is named so, or may be by a wildcard behind the beginning of its name. */
  public has(service: string, name: string): boolean {
    const known = this.byService.get(service);
    return known !== undefined && (known.has(name) || [...known].some((other) => hasWildcard(other) && globsOverlap(other, name)));
  }

  /** The names of a service that have no wildcard. */
  public of(service: string): string[] {
    return [...this.byService.get(service) ?? []].filter((name) => !hasWildcard(name));
  }

  private add(arn: string): void {
    if (!isKnown(arn)) {
      return;
    }
    const { service, resource } = arnParts(arn) ?? {};
    if (service !== undefined && resource !== undefined) {
      const known = this.byService.get(service) ?? new Set();
      this.byService.set(service, known.add(nameOf(service, resource)));
    }
  }
}

/** What names a resource: of an object of S3 its bucket. */
export function nameOf(service: string, resource: string): string {
  return service === 's3' ? resource.split('/')[0] : resource;
}
