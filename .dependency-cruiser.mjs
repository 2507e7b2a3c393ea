import { boundaryRules } from './checks/boundary-rules.ts';
import { slices } from './architecture.mjs';

/** Rules and options for dependency-cruiser; `npm run check` runs them through checks/boundaries.ts, which counts too. */
export default {
  forbidden: boundaryRules(slices),
  options: {
    // Without it imports of types would be invisible, and boundaries hold for types as well.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
