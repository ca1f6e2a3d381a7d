/** What may become of a delivery. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
