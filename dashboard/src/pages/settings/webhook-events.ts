/** Events that an endpoint can be told of. */
export {
  EVENT_TYPES as WEBHOOK_EVENTS,
  type EventType as WebhookEvent,
} from '../../../../src/outcomes/webhooks/event-types.ts';
