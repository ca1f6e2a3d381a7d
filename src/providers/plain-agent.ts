import { lookup as systemLookup } from 'node:dns';
import * as http from 'node:http';
import { BlockList, isIP, isIPv6, type LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Connects without TLS, and only to addresses and networks that are named. */
export class PlainAgent extends http.Agent {
  readonly #allowed = new BlockList();
  readonly #lookup: LookupFunction;

  constructor(options: {
    keepAlive: boolean;
    allow: readonly string[];
    lookup?: LookupFunction | undefined;
  }) {
    super({ keepAlive: options.keepAlive });
    for (const network of options.allow) {
      const [address = '', bits = ''] = network.split('/');
      if (bits === '') this.#allowed.addAddress(address, familyOf(address));
      else this.#allowed.addSubnet(address, Number(bits), familyOf(address));
    }
    const ask = options.lookup ?? systemLookup;
    this.#lookup = (host, wish, done) =>
      ask(host, wish, (error, found, family) => {
        const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
        done(error ?? this.#refusal(addresses), found, family);
      });
  }

  override createConnection(
    options: http.ClientRequestArgs,
    done?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { host } = options;
    // What is an address already is never looked up.
    const refusal = host && isIP(host) !== 0 ? this.#refusal([host]) : null;
    if (refusal !== null) return new Socket().destroy(refusal);
    return super.createConnection({ ...options, lookup: this.#lookup }, done);
  }

  #refusal(addresses: readonly string[]): Error | null {
    const other = addresses.find((address) => !this.#allowed.check(address, familyOf(address)));
    return other === undefined ? null : new Error(`${other} is not allowed. Because only TLS may lead there`);
  }
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
