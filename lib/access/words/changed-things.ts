import { bare, plural, wordsIn, wordText } from './nouns';

/** What an action does to a thing that is not the resource itself: `DeleteItem` of a table. */
export interface ChangedThing {
  /** `deletes` */
  readonly verb: string;
  /** `items` */
  readonly thing: string;
  /** What stands before the resource: `of`. */
  readonly preposition: string;
}

type Kind = 'make' | 'use' | 'remove' | 'write' | 'change' | 'join' | 'part' | 'do';

/** The first words of names, with what they mean and their forms in a sentence. */
const FORMS: Readonly<Record<string, readonly [Kind, string]>> = {
  Create: ['make', 'creates'],
  Register: ['make', 'registers'],
  Run: ['use', 'runs'],
  Delete: ['remove', 'deletes'],
  Remove: ['remove', 'removes'],
  Purge: ['remove', 'purges'],
  Terminate: ['remove', 'terminates'],
  Deregister: ['remove', 'deregisters'],
  Put: ['write', 'writes'],
  Write: ['write', 'writes'],
  BatchWrite: ['write', 'writes'],
  Add: ['write', 'adds'],
  Update: ['change', 'changes'],
  Modify: ['change', 'changes'],
  Reset: ['change', 'resets'],
  Set: ['change', 'sets'],
  Attach: ['join', 'attaches'],
  Detach: ['part', 'detaches'],
  Cancel: ['do', 'cancels'],
  Complete: ['do', 'completes'],
  Copy: ['do', 'copies'],
  Disable: ['do', 'disables'],
  Enable: ['do', 'enables'],
  Export: ['do', 'exports'],
  Import: ['do', 'imports'],
  Issue: ['do', 'issues'],
  Lock: ['do', 'locks'],
  Reboot: ['do', 'reboots'],
  Record: ['do', 'records'],
  Replicate: ['do', 'replicates'],
  Restore: ['do', 'restores'],
  Resume: ['do', 'resumes'],
  Start: ['do', 'starts'],
  Stop: ['do', 'stops'],
  Suspend: ['do', 'suspends'],
  Unlock: ['do', 'unlocks'],
};

/** What a resource has that is no thing of its own. */
const PARTS = /^(?:attribute|capacity|configuration|data|detail|metadata|option|setting|stage|status|value|version)/;

/** Resources in which things are made. */
const PLACES = new Set(['auto scaling group', 'bucket', 'cluster', 'database', 'file system', 'log group', 'repository', 'subnet', 'target group', 'user pool', 'vpc']);
/** Resources that a thing is made with. */
const INGREDIENTS = new Set(['capacity reservation', 'image', 'launch template', 'network interface', 'placement group', 'security group']);
/** Resources that have the settings of a thing. */
const SETTINGS = new Set([
  'db cluster parameter group', 'db parameter group', 'db subnet group', 'option group', 'parameter group', 'subnet group', 'user group',
]);
/** Things that are copies of the resource, and resources that are. */
const COPIES = new Set(['backup', 'snapshot']);

/** The first word of a name with a form, and the rest. */
export function formOf(name: string): { readonly kind: Kind; readonly verb: string; readonly rest: string } | undefined {
  // Cognito has "Admin" before what an administrator does.
  const plain = name.replace(/^Admin(?=[A-Z])/, '');
  const [first] = Object.keys(FORMS).filter((each) => plain.startsWith(each) && /^[A-Z]/.test(plain.slice(each.length))).sort((a, b) => b.length - a.length);
  return first === undefined ? undefined : { kind: FORMS[first][0], verb: FORMS[first][1], rest: plain.slice(first.length) };
}

/** The thing of an action that changes something, if the resource is another: `security groups` for `CreateSecurityGroup` on a VPC. */
export function changedThing(name: string, noun: string): ChangedThing | undefined {
  const form = formOf(name);
  if (form === undefined) {
    return undefined;
  }
  const [, head, preposition] = /^(.+?)(?:(In|From|To|For|On|Of)(?=[A-Z]).*)?$/.exec(form.rest)!;
  const thing = wordsIn(head).map(wordText).join(' ');
  const [of, on] = [bare(thing), bare(noun)];
  if (of === on || of === '' || (preposition === undefined && (of.endsWith(on) || on.endsWith(of) || isPartOf(of, on)))) {
    return undefined;
  }
  return {
    verb: form.verb, thing: plural(thing), preposition: preposition?.toLowerCase() ?? prepositionOf(form.kind, thing, noun.toLowerCase()),
  };
}

/** Whether it is the resource itself by another word: `secret value`, `object version`. */
function isPartOf(thing: string, noun: string): boolean {
  return thing.startsWith(noun) && PARTS.test(thing.slice(noun.length));
}

function prepositionOf(kind: Kind, thing: string, noun: string): string {
  if (SETTINGS.has(noun) && (kind === 'make' || kind === 'change')) {
    return 'with';
  }
  switch (kind) {
    case 'make':
      return thing === 'fleet' && !PLACES.has(noun) ? 'with' : COPIES.has(noun) ? 'from' : COPIES.has(thing) ? 'of' : PLACES.has(noun) ? 'in' : INGREDIENTS.has(noun) ? 'with' : 'for';
    case 'use':
      return PLACES.has(noun) ? 'in' : 'with';
    case 'write':
    case 'join':
      return 'to';
    case 'part':
      return 'from';
    case 'remove':
    case 'change':
    case 'do':
      return 'of';
  }
}
