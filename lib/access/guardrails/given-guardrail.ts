import { exceptProblems, mayProblems, onlyProblems, onProblems } from './guardrail-checks';
import type { GuardrailProblem } from './guardrail-checks';
import type { GuardrailRule, OnUndecided } from './guardrail-rule';
import { READY_IDS, readyGuardrail } from './ready-guardrails';
import { list, nearest, show, visible } from '../../core/text';

/** A guardrail as it is written, in a file or in a program. */
export interface GivenGuardrail {
  readonly ready?: string;
  readonly reason?: string;
  readonly only?: readonly string[];
  readonly nobody?: boolean;
  readonly may?: readonly string[];
  readonly on?: readonly string[];
  readonly onAll?: boolean;
  readonly except?: Readonly<Record<string, readonly string[]>>;
  readonly undecided?: OnUndecided;
}

/** What a guardrail says, with what a ready one says for it. */
export function ruleOf(name: string, given: GivenGuardrail, place?: string): GuardrailRule {
  const ready = given.ready === undefined ? undefined : readyGuardrail(given.ready);
  const except = { ...ready?.except, ...given.except };
  const on = given.on ?? ready?.on;
  const onAll = given.onAll ?? ready?.onAll ?? false;
  return {
    name,
    reason: inSentence(given.reason ?? ready?.reason ?? ''),
    ...given.only === undefined ? {} : { only: given.only },
    may: given.may ?? ready?.may ?? [],
    ...on === undefined ? {} : { on },
    ...Object.keys(except).length === 0 ? {} : { except },
    ...onAll ? { onAll } : {},
    undecided: given.undecided ?? 'breach',
    ...place === undefined ? {} : { place },
    ...ready === undefined ? {} : { source: ready.source },
  };
}

/** On one line, without the period that ends it: more of the sentence comes behind. */
function inSentence(reason: string): string {
  return visible(reason.trim().replace(/\s+/g, ' ').replace(/\.+$/, ''));
}

/** Everything that is wrong with a guardrail, each once; kinds and formats have been looked at. */
export function guardrailProblems(given: GivenGuardrail, isWritten: (key: keyof GivenGuardrail) => boolean): GuardrailProblem[] {
  const ready = given.ready === undefined ? undefined : readyGuardrail(given.ready);
  if (given.ready !== undefined && ready === undefined) {
    return [{ path: ['ready'], message: `must be a ready guardrail, got ${show(given.ready)}: ${readyHint(given.ready)}` }];
  }
  const may = given.may ?? ready?.may;
  return [
    ...missing(given, isWritten),
    ...whoProblems(given),
    ...ready !== undefined && given.may !== undefined
      ? [{ path: ['may'], atKey: true, message: `must be left out beside "ready": ${ready.id} has its own actions, and a guardrail of your own names others` }] : [],
    ...ready?.needsOn === true && !isWritten('on') ? [{ path: [], atKey: true, message: `must have "on" with ready: ${ready.id}: the resources that it is about` }] : [],
    ...given.may === undefined ? [] : mayProblems(given.may),
    ...given.on === undefined || may === undefined ? [] : onProblems(given.on, may),
    ...given.onAll === true && given.on === undefined && ready?.on === undefined && !isWritten('on')
      ? [{ path: ['onAll'], atKey: true, message: 'must stand beside "on", whose resources it is about' }] : [],
    ...given.except === undefined || may === undefined ? [] : exceptProblems(given.except, may),
    ...given.only === undefined ? [] : onlyProblems(given.only),
  ];
}

function readyHint(id: string): string {
  const near = nearest(id, READY_IDS);
  return near === undefined ? `known: ${READY_IDS.slice(0, 3).join(', ')} and ${READY_IDS.length - 3} more, which docs/guardrails.md lists`
    : `did you mean ${show(near)}?`;
}

/** One mistake, if several keys are missing. */
function missing({ ready, nobody }: GivenGuardrail, isWritten: (key: keyof GivenGuardrail) => boolean): GuardrailProblem[] {
  const isReady = ready !== undefined || isWritten('ready');
  const needed = isReady ? [] : [
    ...isWritten('reason') ? [] : ['"reason"'],
    ...isWritten('may') ? [] : ['"may" with the actions'],
    ...isWritten('only') || isWritten('nobody') || nobody !== undefined ? [] : ['"only" with those who may, or "nobody: true"'],
  ];
  return needed.length === 0 ? [] : [{ path: [], atKey: true, message: `must have ${list(needed)}` }];
}

function whoProblems({ only, nobody }: GivenGuardrail): GuardrailProblem[] {
  return nobody === false ? [{ path: ['nobody'], message: 'must be true or left out, got false: those who may stand under "only"' }]
    : nobody === true && only !== undefined ? [{ path: ['nobody'], atKey: true, message: 'must be left out beside "only": either nobody may, or those who are named' }] : [];
}
