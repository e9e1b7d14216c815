/**
 * What a fact of the reference model says of an account of the extranet.
 *
 * @since 0.1.0
 */

/** An account: absent is what has not happened. @category models */
export interface Account {
  readonly agent: string
  readonly username: string
  readonly provisioned: string
  /** Whether it was there before this system. */
  readonly kept: boolean
  readonly state: string
  readonly since: string
  /** How many passwords it has had. */
  readonly epoch: number
  readonly login: string | undefined
  /** What is on its way to the agent: its name, whether it is a link or a password, and when it dies. */
  readonly link: string | undefined
  readonly way: string | undefined
  readonly linkDies: string | undefined
  /** When the password was set, the first day on which it is over, the next day of the daily run, and the warning. */
  readonly set: string | undefined
  readonly over: string | undefined
  readonly due: string | undefined
  readonly warned: string | undefined
  /** The latest files: their Monday or their first of a month, when they were made, and what they counted. */
  readonly week: string | undefined
  readonly month: string | undefined
  readonly made: string | undefined
  readonly cases: number | undefined
  readonly added: number | undefined
  readonly removed: number | undefined
}
