import type { AnyTool } from './tool.ts';
import { actionTools } from './tools/actions.ts';
import { claimTools } from './tools/claims.ts';
import { controlTools } from './tools/control.ts';
import { jobTools } from './tools/jobs.ts';
import { opsTools } from './tools/ops.ts';
import { placeTools } from './tools/places.ts';
import { sessionTools } from './tools/sessions.ts';
import { settingTools } from './tools/settings.ts';
import { workTools } from './tools/work.ts';

/** Every tool, in the order in which a session meets them. */
export const tools: readonly AnyTool[] = [
  ...sessionTools,
  ...workTools,
  ...placeTools,
  ...jobTools,
  ...claimTools,
  ...controlTools,
  ...settingTools,
  ...actionTools,
  ...opsTools,
];
