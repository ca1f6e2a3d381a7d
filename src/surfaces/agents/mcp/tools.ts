import type { AnyTool } from './tool.ts';
import { controlTools } from './tools/control.ts';
import { jobTools } from './tools/jobs.ts';
import { placeTools } from './tools/places.ts';

/** Every tool, in the order in which a session meets them. */
export const tools: readonly AnyTool[] = [...placeTools, ...jobTools, ...controlTools];
