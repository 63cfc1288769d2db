// The npm package and those of the other languages: all are made from one staged copy.
import type { awscdk } from 'projen';

const LANGUAGES = ['js', 'python', 'java', 'dotnet', 'go'];

/** What jsii-pacmak packs. `.npmignore` does not reach into bundled packages, so a copy holds what the package shall hold. */
const PACMAK = 'jsii-pacmak dist/package --verbose --no-npmignore --outdir dist --target';

export const PACKAGE = {
  npmignoreEnabled: false,
} satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;

/** What is done to the compiled library before it is used. */
export function addCompileSteps({ compileTask }: awscdk.AwsCdkConstructLibrary): void {
  // What a file that is gone compiled to must not be packed.
  compileTask.prependExec('node -e "fs.rmSync(\'build\', { recursive: true, force: true })"');
  // cdk-nag is loaded when somebody first uses the submodule "compliance".
  compileTask.exec('tsx scripts/lazy-exports.ts');
  // What is @internal is no part of the published types.
  compileTask.exec('tsx scripts/strip-internal.ts');
  // The command starts in half the time.
  compileTask.exec('tsx scripts/bundle-command.ts');
  // A role is imported in half the time. The command has the files as they were.
  compileTask.exec('tsx scripts/join-role-files.ts');
  // V8 collects garbage less often then: compiling takes a fifth less time.
  compileTask.env('NODE_OPTIONS', '--max-semi-space-size=64');
}

export function addPackage(project: awscdk.AwsCdkConstructLibrary): void {
  // `npm publish` in the repository would publish everything; the manifest of the copy lacks the field.
  project.package.addField('private', true);

  const stage = project.addTask('package:stage', {
    description: 'Copies what the npm package holds to dist/package',
    exec: 'tsx scripts/stage-package.ts',
  });
  for (const language of LANGUAGES) {
    const task = project.tasks.tryFind(`package:${language}`)!;
    task.reset();
    task.spawn(stage);
    task.exec(`${PACMAK} ${language}`);
  }

  // `projen build` packages JavaScript only; the other languages need their own toolchains.
  project.packageTask.reset();
  project.packageTask.spawn(project.tasks.tryFind('package:js')!);

  project.removeTask('package-all');
  const packageAll = project.addTask('package:all', {
    description: 'Makes the packages of all languages whose toolchains are at hand, and says what was left out',
  });
  packageAll.spawn(project.compileTask);
  packageAll.spawn(stage);
  packageAll.exec('tsx scripts/package-all.ts');
  project.addTask('package:check', {
    description: 'Shows that apps in Python and Java, with the packages of package:all, synthesise what TypeScript does',
    exec: 'tsx scripts/check-packages.ts',
  });
}
