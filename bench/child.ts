import type { Job } from './job';
import { perform } from './perform';

// tsx asks for stack traces by source map, which makes each trace that CDK takes dearer than in a compiled app.
process.setSourceMapsEnabled(false);

process.on('disconnect', () => process.exit()); // nobody waits for the result any more

void (async () => {
  const result = await perform(JSON.parse(process.argv[2]) as Job);
  process.send!(result, () => process.disconnect());
})();
