/** The npm package has no types of its own; only what we read is declared. */
declare module 'zipcodes' {
  interface ZipCode {
    readonly zip: string;
    readonly city: string;
    readonly state: string;
    readonly country: string;
  }
  const zipcodes: { readonly codes: Readonly<Record<string, ZipCode>> };
  export default zipcodes;
}
