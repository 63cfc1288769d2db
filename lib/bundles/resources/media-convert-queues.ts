import { regionalNames } from './regional';

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,78}[A-Za-z0-9])?';
const mediaConvert = (what: string, path: string, example: string) => regionalNames({
  service: 'mediaconvert',
  name: { pattern: NAME, rule: `the name of ${what} (1 to 80 letters, digits and ' _-')`, example },
  noun: `the ARN of ${what}`,
  resource: (name) => `${path}/${name}`,
});

/** Queues of MediaConvert. */
export const MEDIA_QUEUES = mediaConvert('a queue', 'queues', 'Default');

/** Job templates of MediaConvert. */
export const JOB_TEMPLATES = mediaConvert('a job template', 'jobTemplates', 'clips');

/** Output presets of MediaConvert. */
export const PRESETS = mediaConvert('an output preset', 'presets', 'clips-1080p');
