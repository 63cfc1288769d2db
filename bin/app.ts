#!/usr/bin/env node
import { join } from 'path';
import { runWorkloadsApp } from '../lib/cli/app';

// The repository's own workloads.yaml is the default, wherever the command is run from.
runWorkloadsApp({ defaultFile: join(__dirname, '..', 'workloads.yaml') });
