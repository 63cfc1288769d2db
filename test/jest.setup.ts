// CloudFormation's WebAssembly validation costs 2 seconds for each test file; the app's own synth,
// tested through the CLI, runs with it.
process.env.CDK_VALIDATION ??= 'false';
