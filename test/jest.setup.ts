// CloudFormation's WebAssembly validation costs 2 seconds for each test file; the app's own synth,
// tested through the CLI, runs with it.
process.env.CDK_VALIDATION ??= 'false';

// As Node.js has it. Jest takes 100 frames, and CDK, which takes a trace for each resource, a tenth of the time with them.
Error.stackTraceLimit = 10;
