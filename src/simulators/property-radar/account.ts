/** A purchase as the vendor's own books have it, whether its answer arrived or not. */
export interface LedgerEntry {
  readonly eventId: string;
  readonly radarIds: readonly string[];
  /** Dollars. */
  readonly cost: number;
}

export interface AccountOptions {
  /** Records that cost nothing yet; default 10,000. */
  readonly free?: number;
  /** Dollars for a record beyond these; default 0.02. */
  readonly price?: number;
  /** Dollars that may be spent; default unlimited. */
  readonly balance?: number;
}

/** An account with its books. */
export interface Account {
  readonly ledger: readonly LedgerEntry[];
  readonly free: number;
  readonly balance: number;
  /** How often each record was billed. */
  readonly billed: ReadonlyMap<string, number>;
  /** RadarIDs that were billed more than once. */
  readonly twice: readonly string[];
  /** What so many records would cost now. */
  quote(records: number): number;
  /** Bills them; undefined when there is no money for it, and nothing is billed. */
  buy(eventId: string, radarIds: readonly string[]): LedgerEntry | undefined;
  /** More money, or more free records. */
  topUp(more: { readonly balance?: number; readonly free?: number }): void;
}

export function openAccount({ free = 10_000, price = 0.02, balance = Infinity }: AccountOptions): Account {
  const ledger: LedgerEntry[] = [];
  const billed = new Map<string, number>();
  const quote = (records: number) => Math.max(0, records - free) * price;
  return {
    ledger,
    billed,
    quote,
    get free() {
      return free;
    },
    get balance() {
      return balance;
    },
    get twice() {
      return [...billed].flatMap(([id, times]) => (times > 1 ? [id] : []));
    },
    buy(eventId, radarIds) {
      const cost = quote(radarIds.length);
      if (cost > balance) return undefined;
      balance -= cost;
      free = Math.max(0, free - radarIds.length);
      for (const id of radarIds) billed.set(id, (billed.get(id) ?? 0) + 1);
      const entry = { eventId, radarIds: [...radarIds], cost };
      ledger.push(entry);
      return entry;
    },
    topUp(more) {
      balance += more.balance ?? 0;
      free += more.free ?? 0;
    },
  };
}
