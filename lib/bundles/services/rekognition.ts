import { regionStatement } from './region-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { FACE_COLLECTIONS } from '../resources/collections';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `RekognitionBundle.analyze`. */
export interface RekognitionAnalyzeOptions {
  /**
   * Ids of collections of faces to search, in the account and region of the role's stack, or ARNs.
   *
   * @default - none
   */
  readonly collections?: string[];

  /**
   * Allow adding faces to the collections.
   *
   * @default false
   */
  readonly indexFaces?: boolean;
}

/**
 * Rekognition, with its own models.
 *
 * @example
 * role.addBundle(RekognitionBundle.analyze({ collections: ['staff'] }));
 */
export class RekognitionBundle {
  /**
   * Find objects, texts, faces and unsafe content in images, and known faces in given collections. Images in buckets are read with the
   * permissions of the caller: see `S3Bundle.read`. Bundle id `rekognition.analyze`.
   *
   * @see https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static analyze(options: RekognitionAnalyzeOptions = {}): IPolicyBundle {
    return ANALYZE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ANALYZE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_id-based-policy-examples.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html';

const ACTIONS = [
  'rekognition:CompareFaces', 'rekognition:DetectFaces', 'rekognition:DetectLabels', 'rekognition:DetectProtectiveEquipment',
  'rekognition:DetectText', 'rekognition:RecognizeCelebrities',
];

const ANALYZE = defineBundle<RekognitionAnalyzeOptions>()({
  id: 'rekognition.analyze',
  summary: 'Find objects, texts and faces in images, and known faces in given collections',
  sources: [GUIDE, REFERENCE],
  parameters: {
    collections: names(FACE_COLLECTIONS, 'Ids or ARNs of collections of faces to search.'),
    indexFaces: flag('Allow adding faces to the collections. Goes with collections.'),
  },
  check: ({ collections, indexFaces }, { refuse }) => {
    if (indexFaces && collections.length === 0) {
      refuse('indexFaces', 'must go with collections');
    }
  },
  statements: ({ collections, indexFaces }, { place }) => [
    regionStatement(place, ACTIONS, {
      reason: 'images come with the call, and the actions support no resource; the condition limits the region', source: REFERENCE,
    }),
    regionStatement(place, ['rekognition:DetectModerationLabels'], {
      reason: 'without an adapter of one\'s own, which the action knows as its only resource, the call names none; the condition limits the region', source: REFERENCE,
    }),
    ...(collections.length > 0 ? [allow({
      actions: ['rekognition:SearchFaces', 'rekognition:SearchFacesByImage', ...(indexFaces ? ['rekognition:IndexFaces'] : [])],
      resources: collections,
    })] : []),
  ],
});
