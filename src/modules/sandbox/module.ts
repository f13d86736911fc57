import type { Module } from '../../kernel/module.js';
import { SandboxState } from './sandbox.entity.js';
import { sandboxRefusals } from './sandbox.refusals.js';
import { SandboxResolver } from './sandbox.resolver.js';

export const sandboxModule: Module = {
  name: 'sandbox',
  entities: [SandboxState],
  resolvers: [SandboxResolver],
  refusals: sandboxRefusals,
  keptOnReset: [SandboxState],
};
