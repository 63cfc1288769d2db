// The links of documents in the package. npm, PyPI and the construct registries show the README apart from the other files; and
// what a page of docs/ links to is not always in the package.
import { existsSync } from 'fs';
import { dirname, join, relative } from 'path';

const REPOSITORY = 'https://github.com/cdk-irsa/cdk-irsa';

export interface PackageOfLinks {
  /** The folder of the package. */
  readonly folder: string;
  /** Links lead to the sources of this version. */
  readonly version: string;
}

/** `](target)` in Markdown, and the sources of pictures. */
const LINK = /(\]\(|(?:src|srcset)=")([^)\s"]+)/g;

/** A document with links that work where it is read; its path is relative to the package. */
export function withPackageLinks(file: string, text: string, { folder, version }: PackageOfLinks): string {
  const ref = version === '0.0.0' ? 'main' : `v${version}`;
  return text.replace(LINK, (all, before: string, target: string) => {
    if (/^(?:[a-z]+:|#)/i.test(target)) {
      return all;
    }
    const [path, anchor] = target.split('#');
    const place = relative(folder, join(folder, dirname(file), path)).split('\\').join('/');
    const isShownApart = file === 'README.md';
    if (!isShownApart && existsSync(join(folder, place))) {
      return all;
    }
    const url = /\.(svg|png)$/.test(place) ? `${REPOSITORY.replace('github.com', 'raw.githubusercontent.com')}/${ref}/${place}` : `${REPOSITORY}/blob/${ref}/${place}`;
    return `${before}${url}${anchor === undefined ? '' : `#${anchor}`}`;
  });
}
