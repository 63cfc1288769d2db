const { relative, sep } = require('path');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest, longest first. In a fresh clone Jest knows no durations: one of these would begin by chance when
 * all others are done, and the other cores would wait for it.
 */
const LONGEST = [
  'pack',
  'cli/app',
  'gate/tasks',
  'gate/crash',
  'compliance/app',
  'cli/audit/hostile',
  'examples',
  'readme',
  'bundles/cases',
  'compliance/eks-service-account',
  'bench',
  'compliance/properties',
  'compliance/irsa-checks',
  'fleet/environments',
  'fleet/fleet-stacks',
  'kubernetes/kubernetes-files',
  'bundles/catalogue',
  'cli/audit/options',
  'fleet/file/json-schema',
  'documents',
  'role/evidence',
  'role/service-account-role',
];

/** Those first, and the others as Jest sorts them: by what they took the last time, or by size. */
module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rankOf(a) - rankOf(b)); // a stable sort
  }
};

function rankOf({ path }) {
  const name = relative(__dirname, path).split(sep).join('/').replace(/\.test\.ts$/, '');
  const rank = LONGEST.indexOf(name);
  return rank < 0 ? LONGEST.length : rank;
}

module.exports.LONGEST = LONGEST;
