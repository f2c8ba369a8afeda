#!/usr/bin/env node
import module from 'node:module';
module.enableCompileCache?.();
import('./cli/main.js');
