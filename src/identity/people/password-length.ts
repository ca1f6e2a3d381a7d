/** How long a password may be. Length is all that is asked: rules about signs make worse ones. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;
