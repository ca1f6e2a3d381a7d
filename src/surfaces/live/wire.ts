import { z } from 'zod';
import { parseTopic, type Topic, topicName } from '../../outcomes/live/topics.ts';

/** Topics of one stream: a browser needs a handful. */
const MOST_TOPICS = 32;
const FORM = 'jobs, workers, job:<id of a job>, report:<id of a report> or action:<id of an action>';

/** Topics by their names, each once. A fault names the topic. */
const topics = z
  .string(`topics: give it once, as names between commas: ${FORM}`)
  .transform((text, context): Topic[] => {
    const found = new Map<string, Topic>();
    for (const name of text.split(',')) {
      const topic = parseTopic(name.trim());
      if (topic === undefined) {
        const message = `topics: "${name.trim().slice(0, 100)}" is not a topic; give ${FORM}`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      found.set(topicName(topic), topic);
    }
    if (found.size > MOST_TOPICS) {
      const message = `topics: at most ${MOST_TOPICS} in one stream, not ${found.size}; watch jobs in place of single ones`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return [...found.values()];
  })
  .meta({ shown: { type: 'string', minLength: 1 } })
  .describe(`What to watch, between commas: ${FORM}. At most ${MOST_TOPICS}.`);

export const eventsQuery = z.object({
  topics,
  last_event_id: z
    .string('last_event_id: give it once, as the id of an event')
    .max(100)
    .optional()
    .describe('The same as the header Last-Event-ID, for pages that open a stream anew by themselves'),
});
