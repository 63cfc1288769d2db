import { html } from './html';
import type { Html } from './html';
import { workloadText } from './parts';
import type { ReportIndex } from './report-index';
import type { ReportWorkload } from '../report-data';
import type { ReportResource } from '../report-resource';

/** A box of the picture, and what it leads to in the next column. */
interface Node {
  readonly key: string;
  readonly label: string;
  /** The part of the page about it. */
  readonly link?: string;
  readonly kind: 'account' | 'role' | 'thing' | 'rest';
}

interface Graph {
  readonly label: string;
  readonly columns: readonly (readonly Node[])[];
  /** Pairs of keys. */
  readonly edges: readonly (readonly [string, string])[];
}

/** More boxes in a column are told by their number. */
const MOST_NODES = 8;

const [BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MOST_LETTERS] = [230, 28, 54, 10, 33];

/** The way from a workload to what it reaches, where that is more than one role and what it names. */
export function workloadGraph(index: ReportIndex, workload: ReportWorkload): Html | false {
  const { id, namespace, name, roles } = workload;
  if (roles.length < 2) {
    return false;
  }
  const shown = roles.slice(0, MOST_NODES);
  const depth = Math.min(Math.max(...shown.map(({ through }) => through.length)), 2);
  const columns: Node[][] = [[{ key: id, label: workloadText(workload), kind: 'account' }]];
  const edges = new Map<string, readonly [string, string]>();
  const edge = (from: string, to: string) => edges.set(`${from} ${to}`, [from, to]);
  for (let level = 0; level <= depth; level++) {
    columns.push(shown.filter(({ through }) => Math.min(through.length, 2) === level)
      .map(({ role }) => ({ key: role, label: index.role(role).name, link: role, kind: 'role' })));
  }
  shown.forEach(({ role, through }) => edge(through.at(-1) ?? id, role));
  const things = shown.flatMap(({ role }) => index.reached(role).map(({ resource }) => ({ role, resource })));
  const distinct = [...new Set(things.map(({ resource }) => resource))];
  const kept = distinct.slice(0, distinct.length > MOST_NODES ? MOST_NODES - 1 : MOST_NODES);
  const rest = distinct.length - kept.length;
  columns.push([...kept.map((resource): Node => ({ key: resource.id, label: resource.name, link: resource.id, kind: 'thing' })), ...restNode(rest, 'resources')]);
  things.forEach(({ role, resource }) => edge(role, kept.includes(resource) ? resource.id : 'rest'));
  return svg({ label: `How ${namespace}/${name} reaches what it names`, columns, edges: [...edges.values()] });
}

/** Who reaches a resource, where several roles do. */
export function resourceGraph(index: ReportIndex, { id, name, reach }: ReportResource): Html | false {
  const roles = [...new Set(reach.map(({ role }) => role))];
  if (roles.length < 2 || roles.length > MOST_NODES) {
    return false;
  }
  const pairs = roles.flatMap((role) => index.role(role).workloads.map((workload) => [workload, role] as const));
  const workloads = [...new Set(pairs.map(([workload]) => workload))];
  const kept = workloads.slice(0, workloads.length > MOST_NODES ? MOST_NODES - 1 : MOST_NODES);
  const accounts = kept.map((workload): Node => ({ key: workload, label: workloadText(index.workload(workload)), link: workload, kind: 'account' }));
  const edges = new Map(pairs.map(([workload, role]) => [kept.includes(workload) ? workload : 'rest', role] as const).map((pair) => [pair.join(' '), pair]));
  return accounts.length === 0 ? false : svg({
    label: `Who reaches ${name}`,
    columns: [
      [...accounts, ...restNode(workloads.length - kept.length, 'workloads')],
      roles.map((role): Node => ({ key: role, label: index.role(role).name, link: role, kind: 'role' })),
      [{ key: id, label: name, kind: 'thing' }],
    ],
    edges: [...edges.values(), ...roles.map((role) => [role, id] as const)],
  });
}

function restNode(more: number, what: string): Node[] {
  return more > 0 ? [{ key: 'rest', label: `${more.toLocaleString('en-US')} more ${what}`, kind: 'rest' }] : [];
}

function svg({ label, columns, edges }: Graph): Html {
  const filled = columns.filter((column) => column.length > 0);
  const rows = Math.max(...filled.map(({ length }) => length));
  const [width, height] = [filled.length * (BOX_WIDTH + GAP_X) - GAP_X + 2, rows * (BOX_HEIGHT + GAP_Y) - GAP_Y + 2];
  const places = new Map<string, { x: number; y: number }>();
  const boxes = filled.flatMap((column, c) => column.map((node, r) => {
    const free = height - 2 - column.length * (BOX_HEIGHT + GAP_Y) + GAP_Y;
    const place = { x: 1 + c * (BOX_WIDTH + GAP_X), y: Math.round(1 + free / 2 + r * (BOX_HEIGHT + GAP_Y)) };
    places.set(node.key, place);
    return boxHtml(node, place);
  }));
  const lines = edges.flatMap(([from, to]) => {
    const [start, end] = [places.get(from), places.get(to)];
    return start === undefined || end === undefined ? [] : [lineHtml(start, end)];
  });
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><svg role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${lines}${boxes}</svg></div>`;
}

function boxHtml({ label, link, kind }: Node, { x, y }: { readonly x: number; readonly y: number }): Html {
  const letters = [...label];
  const text = letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : label;
  const box = html`<rect class="${kind}" x="${x}" y="${y}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="4"/><text x="${x + 10}" y="${y + 18}">${text}</text><title>${label}</title>`;
  return link === undefined ? html`<g>${box}</g>` : html`<a href="#${link}">${box}</a>`;
}

/** From the side of one box to the side of another, whichever is farther on. */
function lineHtml(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): Html {
  const [x1, y1, x2, y2] = [from.x + BOX_WIDTH, from.y + BOX_HEIGHT / 2, to.x, to.y + BOX_HEIGHT / 2];
  const bend = Math.max((x2 - x1) / 2, 20);
  return html`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
}
