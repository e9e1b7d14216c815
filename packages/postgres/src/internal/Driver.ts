/**
 * Names of clients that are treated in a way of their own.
 *
 * @since 0.1.0
 */

/** The database inside the process, which belongs to us alone. @category models */
export const embedded = "pglite"

/** The transaction of a host, which goes on after ours. @category models */
export const host = "agencybook-host"
