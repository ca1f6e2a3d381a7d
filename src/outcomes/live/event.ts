/** Something that watchers of a topic are told, written as they get it: once, however many they are. */
export interface LiveEvent {
  readonly topic: string;
  /** What of the topic it is about; a newer event of the same makes this one void. */
  readonly key: string;
  /** Grows with each event of this process. */
  readonly revision: number;
  readonly frame: Buffer;
}

/** An event that moves the client's position; `data` is JSON. */
export function framed(
  name: 'state' | 'resync' | 'gone',
  event: Omit<LiveEvent, 'frame'>,
  position: string,
  data: string,
): LiveEvent {
  return { ...event, frame: Buffer.from(`id: ${position}\nevent: ${name}\ndata: ${data}\n\n`) };
}

/** An event that leaves the client's position where it is. */
export function plainFrame(name: 'heartbeat' | 'end', data: unknown): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
