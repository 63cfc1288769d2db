import { ON_UNDECIDED } from '../../../access/guardrails/guardrail-rule';
import { READY_IDS } from '../../../access/guardrails/ready-guardrails';
import { REASON } from '../../../core/reason';
import type { TextFormat } from '../../../core/text-format';
import { ANY_TEXT } from '../formats';
import { texts } from '../types/list-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { choice, flag } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const ACTION_PATTERN: TextFormat = { ...ANY_TEXT, example: 's3:*' };
const ARN_PATTERN: TextFormat = { ...ANY_TEXT, example: 'arn:aws:s3:::acme-billing/*' };
const WHO: TextFormat = { ...ANY_TEXT, example: 'billing' };

/** A guardrail: what only some workloads may do, or nobody. */
export const GUARDRAIL = object({
  ready: choice(READY_IDS, 'A ready guardrail by its name, in place of "may": docs/guardrails.md lists them with the requests that they refuse. Default: none.'),
  reason: text(REASON, 'Why nobody else may. Required, unless the guardrail is a ready one. Default: the reason of the ready guardrail.'),
  only: texts(WHO, 'Who may: workloads by their keys, service accounts as namespace/account, roles by their ARNs, each perhaps with wildcards. Required, unless nobody may. Default: nobody.'),
  nobody: flag('true if nobody may. Required, unless "only" says who may, or the guardrail is a ready one. Default: true for a ready guardrail without "only".'),
  may: texts(ACTION_PATTERN, 'The actions, perhaps with wildcards. Required, unless the guardrail is a ready one. Default: the actions of the ready guardrail.'),
  on: texts(ARN_PATTERN, 'The resources, as ARNs, perhaps with wildcards. Default: any resource, or those of the ready guardrail.'),
  onAll: flag('Whether it is about those only who may do it to all of "on", whatever the names: a permission for a few named resources is no breach. Default: false.'),
  except: map(ACTION_PATTERN, texts(ARN_PATTERN, 'The ARNs, perhaps with wildcards.'), 'What everybody may all the same: by action, the resources. Default: nothing.'),
  undecided: choice(ON_UNDECIDED, 'What follows where it cannot be decided whether somebody may, such as by a managed policy whose document is elsewhere: breach fails the synth, warn gives a warning, allow lets it pass. Default: breach.'),
}, { isNullable: true });

export type GuardrailEntry = TypeOf<typeof GUARDRAIL>;
