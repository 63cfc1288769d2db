import { statSync } from 'fs';
import type { IConstruct } from 'constructs';
import { ConstructStore } from './construct-store';

/** What was rendered of the constructs of an app, and of which synthesis. */
interface Rendered {
  readonly synthesis: string;
  readonly parts: Map<IConstruct, unknown>;
  /** What was read of all of them together, by what it is. */
  readonly wholes: Map<object, unknown>;
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
  const { parts } = renderedOf(scope, synthesis);
  return (node) => {
    const part = parts.get(node) ?? render(node);
    parts.set(node, part);
    return part;
  };
}

/**
 * Reads the constructs below a scope, once for each synthesis of its app.
 *
 * @param what stands for what is read
 */
export function readOnce<T>(scope: IConstruct, synthesis: string | undefined, what: object, read: () => T): T {
  if (synthesis === undefined) {
    return read();
  }
  const { wholes } = renderedOf(scope, synthesis);
  const whole = wholes.has(what) ? wholes.get(what) as T : read();
  wholes.set(what, whole);
  return whole;
}

function renderedOf(scope: IConstruct, synthesis: string): Rendered {
  const known = RENDERED.get(scope);
  const rendered: Rendered = known?.synthesis === synthesis ? known : { synthesis, parts: new Map(), wholes: new Map() };
  RENDERED.set(scope, rendered);
  return rendered;
}
