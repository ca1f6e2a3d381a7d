/** The part of an object that is not undefined: which filters are set, what goes into an address. */
export const given = <Value extends object>(
  value: Value,
): { [Name in keyof Value]?: Exclude<Value[Name], undefined> } =>
  // what is left out may be left out, which is what the type says
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Name in keyof Value]?: Exclude<Value[Name], undefined>;
  };
