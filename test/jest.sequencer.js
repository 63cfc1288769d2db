const { relative, sep } = require('path');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest, longest first. In a fresh clone Jest knows no durations: one of these would begin by chance when
 * all others are done, and the other cores would wait for it.
 */
const LONGEST = [
  'cli/app',
  'examples',
  'pack',
  'compliance/app',
  'gate/crash',
  'fleet/fleet-stacks',
  'adding/bundle',
  'wrong-kinds',
  'access/guardrails/guardrails',
  'bench',
  'fleet/file/json-schema',
  'readme',
  'gate/tasks',
  'cli/audit/hostile',
  'cli/check',
  'bundles/cases',
  'role/evidence',
  'documents',
  'compliance/eks-service-account',
  'compliance/irsa-checks',
  'adding/audit',
  'bundles/catalogue',
  'bundles/together',
  'compliance/rules/privilege-escalation',
  'access/differences/coverage',
  'access/differences/refactorings',
  'architecture',
  'gate/lint',
  'kubernetes/any-text',
  'access/differences/broadenings',
  'cli/audit/options',
  'cli/command-files',
  'iam/decide/hostile-sizes',
  'compliance/rules-at-scale',
  'compliance/properties',
  'compliance/ways',
  'cli/audit/inputs',
  'role/service-account-bindings',
  'kubernetes/yaml-text',
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
