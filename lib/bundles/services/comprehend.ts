import { regionStatement } from './region-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';

/**
 * Comprehend, with its own models.
 *
 * @example
 * role.addBundle(ComprehendBundle.analyze());
 */
export class ComprehendBundle {
  /**
   * Find language, entities, key phrases, sentiment, syntax and personal data in texts. Bundle id `comprehend.analyze`.
   *
   * @see https://docs.aws.amazon.com/comprehend/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static analyze(): IPolicyBundle {
    return ANALYZE.fromOptions({});
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ANALYZE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/comprehend/latest/dg/security_iam_id-based-policy-examples.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehend.html';

const ACTIONS = [
  'comprehend:BatchDetectDominantLanguage', 'comprehend:BatchDetectEntities', 'comprehend:BatchDetectKeyPhrases', 'comprehend:BatchDetectSentiment',
  'comprehend:BatchDetectSyntax', 'comprehend:BatchDetectTargetedSentiment', 'comprehend:ContainsPiiEntities', 'comprehend:DetectDominantLanguage',
  'comprehend:DetectKeyPhrases', 'comprehend:DetectPiiEntities', 'comprehend:DetectSentiment', 'comprehend:DetectSyntax',
  'comprehend:DetectTargetedSentiment', 'comprehend:DetectToxicContent',
];

const ANALYZE = defineBundle<object>()({
  id: 'comprehend.analyze',
  summary: 'Find language, entities, sentiment and personal data in texts',
  sources: [GUIDE, REFERENCE],
  parameters: {},
  statements: (_, { place }) => [
    regionStatement(place, ACTIONS, {
      reason: 'texts come with the call, and the actions support no resource; the condition limits the region', source: REFERENCE,
    }),
    regionStatement(place, ['comprehend:DetectEntities'], {
      reason: 'without a recognizer of one\'s own, which the action knows as its only resource, the call names none; the condition limits the region', source: REFERENCE,
    }),
  ],
});
