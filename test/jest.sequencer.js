const { relative, sep } = require('path');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest, longest first. In a fresh clone Jest knows no durations: one of these would begin by chance when
 * all others are done, and the other cores would wait for it.
 */
const LONGEST = [
  'pack',
  'cli/app',
  'gate/crash',
  'examples',
  'compliance/app',
  'wrong-kinds',
  'fleet/fleet-stacks',
  'adding/bundle',
  'gate/tasks',
  'bundles/cases',
  'compliance/eks-service-account',
  'bench',
  'bundles/catalogue',
  'readme',
  'role/evidence',
  'compliance/irsa-checks',
  'bundles/together',
  'adding/audit',
  'gate/lint',
  'cli/audit/hostile',
  'kubernetes/any-text',
  'kubernetes/yaml-text',
  'role/service-account-bindings',
  'fleet/file/json-schema',
  'documents',
  'compliance/properties',
  'fleet/service-account-fleet',
  'kubernetes/kubernetes-files',
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
