import { aroundPart, regionalNames } from './regional';

/** Repositories of CodeArtifact, each with its domain. */
export const PACKAGE_REPOSITORIES = regionalNames({
  service: 'codeartifact',
  name: {
    pattern: '[a-z][a-z0-9-]{1,49}/[A-Za-z0-9][A-Za-z0-9._-]{1,99}',
    rule: "a repository with its domain, joined by '/'",
    example: 'acme/npm',
  },
  noun: "a repository's ARN",
  resource: (name) => `repository/${name}`,
  hint: (value) => /^[A-Za-z0-9._-]+$/.test(value) ? 'write the domain before it, and a "/"' : undefined,
});

/** The ARN of a repository's domain; the repository's may be known at deploy time only. */
export function domainOf(repositoryArn: string): string {
  const [before, name] = aroundPart(repositoryArn, ':repository/');
  return `${before}:domain/${aroundPart(name, '/')[0]}`;
}
