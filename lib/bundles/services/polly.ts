import { regionStatement } from './region-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { LEXICONS } from '../resources/collections';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `PollyBundle.speak`. */
export interface PollySpeakOptions {
  /**
   * Names of lexicons in the account and region of the role's stack, or ARNs.
   *
   * @default - none
   */
  readonly lexicons?: string[];
}

/**
 * Polly.
 *
 * @example
 * role.addBundle(PollyBundle.speak());
 */
export class PollyBundle {
  /**
   * Turn texts into speech, and ask which voices there are. Bundle id `polly.speak`.
   *
   * @see https://docs.aws.amazon.com/polly/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static speak(options: PollySpeakOptions = {}): IPolicyBundle {
    return SPEAK.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [SPEAK];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/polly/latest/dg/security_iam_id-based-policy-examples.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonpolly.html';

const SPEAK = defineBundle<PollySpeakOptions>()({
  id: 'polly.speak',
  summary: 'Turn texts into speech, with given lexicons',
  sources: [GUIDE, REFERENCE],
  parameters: {
    lexicons: names(LEXICONS, 'Names or ARNs of lexicons.'),
  },
  statements: ({ lexicons }, { place }) => [
    regionStatement(place, ['polly:SynthesizeSpeech'], {
      reason: 'without a lexicon, which the action knows as its only resource, the call names none; the condition limits the region', source: REFERENCE,
    }),
    regionStatement(place, ['polly:DescribeVoices'], { reason: 'all voices are listed, and the action supports no resource', source: REFERENCE }),
    ...(lexicons.length > 0 ? [allow({ actions: ['polly:GetLexicon', 'polly:SynthesizeSpeech'], resources: lexicons })] : []),
  ],
});
