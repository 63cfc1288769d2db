import { regionStatement } from './region-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { TERMINOLOGIES } from '../resources/collections';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `TranslateBundle.text`. */
export interface TranslateTextOptions {
  /**
   * Names of terminologies in the account and region of the role's stack, or ARNs.
   *
   * @default - none
   */
  readonly terminologies?: string[];

  /**
   * Allow finding the language of texts, for calls with the source language `auto`.
   *
   * @default false
   */
  readonly detectLanguage?: boolean;
}

/**
 * Translate.
 *
 * @example
 * role.addBundle(TranslateBundle.text({ terminologies: ['products'] }));
 */
export class TranslateBundle {
  /**
   * Translate texts and documents, in real time. Texts whose language is not said are given to Comprehend: see `detectLanguage`. Bundle
   * id `translate.text`.
   *
   * @see https://docs.aws.amazon.com/translate/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static text(options: TranslateTextOptions = {}): IPolicyBundle {
    return TEXT.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [TEXT];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/translate/latest/dg/security_iam_id-based-policy-examples.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontranslate.html';

const ACTIONS = ['translate:TranslateDocument', 'translate:TranslateText'];

const TEXT = defineBundle<TranslateTextOptions>()({
  id: 'translate.text',
  summary: 'Translate texts and documents, with given terminologies',
  sources: [GUIDE, REFERENCE],
  parameters: {
    terminologies: names(TERMINOLOGIES, 'Names or ARNs of terminologies.'),
    detectLanguage: flag('Allow finding the language of texts (auto).'),
  },
  statements: ({ terminologies, detectLanguage }, { place }) => [
    regionStatement(place, ACTIONS, {
      reason: 'without a terminology, which the actions know as resource, the call names none; the condition limits the region', source: REFERENCE,
    }),
    ...(detectLanguage ? [regionStatement(place, ['comprehend:DetectDominantLanguage'], {
      reason: 'Translate asks Comprehend for the language, and the action supports no resource; the condition limits the region', source: GUIDE,
    })] : []),
    ...(terminologies.length > 0 ? [allow({ actions: [...ACTIONS, 'translate:GetTerminology'], resources: terminologies })] : []),
  ],
});
