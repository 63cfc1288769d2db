import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Sample } from './sample';
import { ComprehendBundle } from '../../../lib/bundles/services/comprehend';
import { PollyBundle } from '../../../lib/bundles/services/polly';
import { RekognitionBundle } from '../../../lib/bundles/services/rekognition';
import { TextractBundle } from '../../../lib/bundles/services/textract';
import { TranscribeBundle } from '../../../lib/bundles/services/transcribe';
import { TranslateBundle } from '../../../lib/bundles/services/translate';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'textract.analyze',
    make: () => TextractBundle.analyze(),
    values: {},
  },
  {
    name: 'textract.analyze-asynchronous',
    make: () => TextractBundle.analyze({ asynchronous: true }),
    values: { asynchronous: true },
  },
  {
    name: 'comprehend.analyze',
    make: () => ComprehendBundle.analyze(),
    values: {},
  },
  {
    name: 'rekognition.analyze',
    make: () => RekognitionBundle.analyze(),
    values: {},
  },
  {
    name: 'rekognition.analyze-faces',
    make: () => RekognitionBundle.analyze({ collections: ['staff'], indexFaces: true }),
    values: { collections: ['staff'], indexFaces: true },
  },
  {
    name: 'polly.speak',
    make: () => PollyBundle.speak(),
    values: {},
  },
  {
    name: 'polly.speak-lexicons',
    make: () => PollyBundle.speak({ lexicons: ['acronyms'] }),
    values: { lexicons: ['acronyms'] },
  },
  {
    name: 'translate.text',
    make: () => TranslateBundle.text(),
    values: {},
  },
  {
    name: 'translate.text-terminologies',
    make: () => TranslateBundle.text({ terminologies: ['products'], detectLanguage: true }),
    values: { terminologies: ['products'], detectLanguage: true },
  },
  {
    name: 'transcribe.transcribe',
    make: () => TranscribeBundle.transcribe(),
    values: {},
  },
  {
    name: 'transcribe.transcribe-jobs',
    make: (stack) => TranscribeBundle.transcribe({ jobNames: ['shop-'], outputBuckets: [Bucket.fromBucketName(stack, 'Bucket', 'acme-calls')] }),
    values: { jobNames: ['shop-'], outputBuckets: ['acme-calls'] },
  },
];
