import { statSync } from 'fs';
import type { IConstruct } from 'constructs';
import { ConstructStore } from './construct-store';

/** What was rendered of the constructs of an app, and of which synthesis. */
interface Rendered {
  readonly synthesis: string;
  readonly parts: Map<IConstruct, unknown>;
}

type Render = (node: IConstruct) => unknown;

const RENDERED = new ConstructStore<Rendered>('renderedConstructs');

/**
 * Which synthesis a validation is part of: by the templates that it wrote, and when. Nothing where that is not known. Several plugins
 * validate the same synthesis, and need not render the same constructs again.
 */
export function synthesisOf(templatePaths: readonly string[]): string | undefined {
  try {
    return templatePaths.length === 0 ? undefined : templatePaths.map((path) => {
      const { mtimeNs, size, ino } = statSync(path, { bigint: true });
      return `${path} ${mtimeNs} ${size} ${ino}`;
    }).join('\n');
  } catch {
    return undefined;
  }
}

/** Renders a construct, once for each synthesis of its app. */
export function renderedOnce(scope: IConstruct, synthesis: string | undefined, render: Render): Render {
  if (synthesis === undefined) {
    return render;
  }
  const known = RENDERED.get(scope);
  const { parts } = known?.synthesis === synthesis ? known : { parts: new Map<IConstruct, unknown>() };
  RENDERED.set(scope, { synthesis, parts });
  return (node) => {
    const part = parts.get(node) ?? render(node);
    parts.set(node, part);
    return part;
  };
}
