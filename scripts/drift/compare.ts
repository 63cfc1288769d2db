// Compares one bundle with the documents and releases of its programs.
import { changesBetween } from './changes';
import { AllowedActions, beyond, needText } from './needs';
import type { Need } from './needs';
import { below, policiesIn } from './policies';
import { reasonFor } from './reasons';
import type { Reason } from './reasons';
import { newerReleases } from './releases';
import { Unreachable } from './sources';
import type { UpstreamSource } from './sources';
import type { BundleDefinition } from '../../lib/bundles/definition';
import { statementVariants } from '../../lib/bundles/statement-variants';
import type { Upstream } from '../../lib/bundles/upstream';

/** A difference, with its reason if it is on purpose. */
export interface Difference {
  readonly text: string;
  readonly reason?: string;
}

export interface BundleDrift {
  readonly id: string;
  readonly usedBy: string;
  /** Newer versions than those that were looked at. */
  readonly releases: readonly { readonly repository: string; readonly lookedAt: string; readonly newest: string; readonly isMinor: boolean }[];
  /** What the documents of upstream allow, and the bundle does not. */
  readonly lacks: readonly Difference[];
  /** What the bundle allows, and the documents do not. */
  readonly exceeds: readonly Difference[];
  /** What upstream changed in its documents since the release that was looked at. */
  readonly changes: readonly string[];
  /** What could not be reached or read. */
  readonly unknown: readonly string[];
  /** Reasons for differences that there are not. */
  readonly idleReasons: readonly string[];
  readonly hasDocuments: boolean;
}

/** What upstream's documents say, as they were and as they are. */
interface Documents {
  readonly before: unknown[];
  readonly now: unknown[];
}

/** Compares a bundle; what cannot be reached is part of the answer. */
export async function driftOf(
  definition: BundleDefinition, all: readonly BundleDefinition[], source: UpstreamSource, reasons: readonly Reason[],
): Promise<BundleDrift> {
  const { id, usedBy = '', upstream } = definition;
  const unknown: string[] = [];
  const documents: Documents = { before: [], now: [] };
  const releases: BundleDrift['releases'][number][] = [];
  for (const program of upstream) {
    const newest = await newestOf(program, source, unknown);
    if (newest !== undefined) {
      releases.push({ repository: program.repository, lookedAt: program.release!, ...newest });
    }
    await addDocuments(program, newest?.newest, source, documents, unknown);
  }
  const hasDocuments = upstream.some(({ documents: own = [] }) => own.length > 0);
  const { lacks, exceeds } = documents.now.length === 0 ? { lacks: [], exceeds: [] } : differences(definition, all, documents.now, unknown);
  const own = reasons.filter(({ bundle }) => bundle === id);
  const explained = (kind: Reason['kind'], needs: readonly Need[]) => needs.map((need): Difference => {
    const reason = reasonFor(own, kind, need)?.reason ?? (need.notes.length > 0 ? need.notes.join('; ') : undefined);
    return { text: needText(need), reason };
  });
  const used = new Set([...lacks.map((need) => reasonFor(own, 'lacks', need)), ...exceeds.map((need) => reasonFor(own, 'exceeds', need))]);
  const { gains, losses } = changesBetween(documents.before, documents.now);
  return {
    id,
    usedBy,
    releases: releases.filter(({ lookedAt, newest }) => newest !== lookedAt),
    lacks: explained('lacks', lacks),
    exceeds: explained('exceeds', exceeds),
    changes: [...gains.map((text) => `allows now: ${text}`), ...losses.map((text) => `no longer allows: ${text}`)],
    unknown: [...new Set(unknown)],
    // Only where everything was read: what could not be may be what a reason is for.
    idleReasons: unknown.length > 0 ? [] : own.filter((reason) => !used.has(reason)).map(({ kind, actions }) => `${kind} ${actions.join(', ')}`),
    hasDocuments,
  };
}

async function newestOf({ repository, release, chart }: Upstream, source: UpstreamSource, unknown: string[]) {
  if (release === undefined) {
    return undefined;
  }
  try {
    const all = chart === undefined ? await source.releases(repository) : [chartVersion(await source.file(repository, 'HEAD', chart))];
    const newest = newerReleases(release, all);
    if (newest === undefined) {
      throw new Unreachable(`none is named like ${release}`);
    }
    return newest;
  } catch (error) {
    unknown.push(`releases of ${repository}: ${reachProblem(error)}`);
    return { newest: release, isMinor: false };
  }
}

/** The version of a Helm chart. */
function chartVersion(text: string): string {
  const [, version = ''] = /^version: *["']?([^"'\s#]+)/m.exec(text) ?? [];
  return version;
}

/** Adds the policies of a program's documents, in the release that was looked at and in the newest one. */
async function addDocuments(
  { repository, release = 'HEAD', documents = [] }: Upstream, newest = release, source: UpstreamSource, found: Documents, unknown: string[],
): Promise<void> {
  for (const document of documents) {
    const policies = async (tag: string) => {
      try {
        return await policiesOf(repository, tag, document, source, unknown);
      } catch (error) {
        unknown.push(`${document} of ${repository}: ${reachProblem(error)}`);
        return undefined;
      }
    };
    const now = await policies(newest);
    const before = newest === release ? now : await policies(release);
    if (now !== undefined && before !== undefined) { // else all of it would be new
      found.before.push(...before);
    } else {
      found.before.push(...now ?? []);
    }
    found.now.push(...now ?? []);
  }
}

async function policiesOf(repository: string, tag: string, document: string, source: UpstreamSource, unknown: string[]): Promise<readonly unknown[]> {
  const [path, heading] = document.split('#');
  const whole = await source.file(repository, tag, path);
  const text = heading === undefined ? whole : below(heading, whole);
  if (text === undefined) {
    throw new Unreachable(`it has no heading "${heading}"`);
  }
  const { policies, unread } = policiesIn(text, path);
  if (policies.length === 0) {
    throw new Unreachable(`no policy was found in it (${tag})`);
  }
  if (unread > 0) {
    unknown.push(`${document} of ${repository}: not all of its policies can be read (${tag})`);
  }
  return policies;
}

function differences(definition: BundleDefinition, all: readonly BundleDefinition[], documents: readonly unknown[], unknown: string[]) {
  const upstream = documents.reduce<AllowedActions>((allowed, policy) => allowed.add(policy), new AllowedActions());
  upstream.problems.forEach((problem) => unknown.push(`upstream's policies: ${problem}`));
  if (upstream.byAction.size === 0) {
    unknown.push("upstream's policies: they allow nothing that can be read");
    return { lacks: [], exceeds: [] };
  }
  const ours = allowedBy(definition);
  const others = siblings(definition, all).map((other) => ({ id: other.id, allowed: allowedBy(other) }));
  const inAnother = (need: Need): Need => {
    const having = others.filter(({ allowed }) => allows(allowed, need)).map(({ id }) => `in ${id}`);
    return having.length === 0 ? need : { ...need, notes: [...need.notes, ...having] };
  };
  return { lacks: beyond(upstream, ours).map(inAnother), exceeds: beyond(ours, upstream) };
}

function allows({ byAction }: AllowedActions, { action, kind }: Need): boolean {
  const allowed = byAction.get(action);
  return allowed !== undefined && (kind === undefined || allowed.onAll || allowed.kinds.has(kind));
}

/** What a bundle allows with any of its parameters; the note of a statement names the parameters that bring it. */
function allowedBy(definition: BundleDefinition): AllowedActions {
  const allowed = new AllowedActions();
  statementVariants(definition).forEach(({ statement, withParameters, withoutParameters }) => {
    const isAlternative = withParameters.length === 0 && withoutParameters.length > 0;
    const note = withParameters.length > 0 ? `only with ${withParameters.join(' or ')}` : isAlternative ? '' : undefined;
    allowed.add({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } }, note);
  });
  return allowed;
}

/** Other bundles for the same program, which may have what this one leaves out. */
function siblings({ id, upstream }: BundleDefinition, all: readonly BundleDefinition[]): BundleDefinition[] {
  const own = new Set(upstream.map(({ repository }) => repository));
  return all.filter((other) => other.id !== id && other.upstream.some(({ repository }) => own.has(repository)));
}

function reachProblem(error: unknown): string {
  if (error instanceof Unreachable) {
    return error.message;
  }
  throw error;
}
