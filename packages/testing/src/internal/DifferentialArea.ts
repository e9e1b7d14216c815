/**
 * What a story is about: mostly the wishes of one area, then those that make them possible, the rest of everything.
 *
 * @since 0.1.0
 */
import { type Area, areas } from "../CommandArea.ts"
import { code, file, invitation } from "./AccountWishes.ts"
import { account, identity, managing } from "./AgencyWishes.ts"
import { career, daily, moving, reporting } from "./CertificationWishes.ts"
import type { Choice } from "./CommandChoice.ts"
import { consent, ending, review } from "./ConsentWishes.ts"
import { helping } from "./CounselorWishes.ts"
import { aims } from "./DifferentialAims.ts"
import { times, type Wish, type Wishing } from "./DifferentialWish.ts"
import {
  act,
  answer,
  compared,
  end,
  helper,
  joining,
  office,
  onRecord,
  register,
  request,
  roster,
  told
} from "./DifferentialWishes.ts"
import { missed } from "./DiscrepancyChoice.ts"
import { extranet, run } from "./ExtranetWishes.ts"
import { delivery } from "./FeedWishes.ts"
import { application, call, claim, linked, passcode, reminder } from "./NewAgentWishes.ts"
import { policies } from "./PolicyWishes.ts"
import { submission, transfer, waiting } from "./TransferWishes.ts"

type Shares = ReadonlyArray<readonly [number, Wishing]>

/** What people want in an area, and what has to happen elsewhere so that they can have it, each with its share. */
interface Focus {
  readonly wants: Shares
  readonly needs: Shares
}

const focuses: Readonly<Record<Area, Focus>> = {
  "applications of agents": {
    wants: [[1, career]],
    needs: [
      [2, joining],
      [1, moving],
      [1, office]
    ]
  },
  renewals: {
    wants: [
      [3, daily],
      [2, career]
    ],
    needs: [
      [2, career],
      [1, reporting]
    ]
  },
  sanctions: {
    wants: [
      [3, career],
      [1, daily]
    ],
    needs: [
      [2, request],
      [2, answer],
      [1, managing]
    ]
  },
  "changes of agents": {
    wants: [[1, reporting]],
    needs: [
      [2, career],
      [1, joining],
      [1, helper]
    ]
  },
  "applications of agencies": {
    wants: [[1, office]],
    needs: [
      [2, career],
      [2, joining],
      [1, account],
      [1, delivery]
    ]
  },
  "accounts of agencies": {
    wants: [
      [2, account],
      [3, identity]
    ],
    needs: [
      [2, office],
      [1, delivery]
    ]
  },
  managers: {
    wants: [[1, managing]],
    needs: [
      [2, career],
      [1, roster],
      [1, daily]
    ]
  },
  rosters: {
    wants: [
      [1, roster],
      [1, joining]
    ],
    needs: [
      [2, end],
      [1, career],
      [1, transfer]
    ]
  },
  associations: {
    wants: [[1, moving]],
    needs: [
      [2, roster],
      [1, career]
    ]
  },
  staff: {
    wants: [[1, helper]],
    needs: [
      [2, request],
      [2, answer],
      [1, transfer],
      [1, office]
    ]
  },
  requests: {
    wants: [
      [4, request],
      [4, answer],
      [1, end],
      [1, reminder]
    ],
    needs: [
      [2, career],
      [1, roster],
      [1, consent],
      [1, transfer]
    ]
  },
  "new agents at once": {
    wants: [
      [3, call],
      [4, claim],
      [2, application]
    ],
    needs: [
      [2, end],
      [1, answer],
      [1, career],
      [1, review]
    ]
  },
  passcodes: {
    wants: [[1, passcode]],
    needs: [
      [2, request],
      [1, answer],
      [1, end],
      [1, career]
    ]
  },
  "access codes": {
    wants: [
      [3, code],
      [2, linked]
    ],
    needs: [
      [1, delivery],
      [1, end]
    ]
  },
  consents: {
    wants: [
      [3, consent],
      [3, ending],
      [2, review]
    ],
    needs: [
      [2, request],
      [3, answer],
      [1, register]
    ]
  },
  acting: {
    wants: [[1, act]],
    needs: [
      [3, request],
      [1, career],
      [1, managing]
    ]
  },
  transfers: {
    wants: [
      [3, transfer],
      [4, waiting]
    ],
    needs: [
      [2, request],
      [2, answer],
      [1, roster],
      [1, career]
    ]
  },
  "books that leave": {
    wants: [
      [2, submission],
      [5, waiting]
    ],
    needs: [
      [2, request],
      [3, answer],
      [1, office]
    ]
  },
  extranet: {
    wants: [
      [2, extranet],
      [1, run]
    ],
    needs: [
      [2, career],
      [1, daily],
      [1, request]
    ]
  },
  invitations: {
    wants: [[1, invitation]],
    needs: [
      [3, career],
      [1, office],
      [1, joining]
    ]
  },
  files: {
    wants: [
      [1, file],
      [1, missed]
    ],
    needs: [
      [2, managing],
      [1, act],
      [1, roster],
      [1, answer]
    ]
  },
  entities: {
    wants: [[1, register]],
    needs: [
      [2, consent],
      [1, ending]
    ]
  },
  counselors: {
    wants: [[1, helping]],
    needs: [
      [2, register],
      [1, consent],
      [1, ending],
      [1, request],
      [2, answer]
    ]
  },
  deliveries: {
    wants: [
      [3, delivery],
      [1, policies]
    ],
    needs: [
      [1, code],
      [1, request],
      [1, end],
      [1, roster]
    ]
  },
  "agents of record": {
    wants: [
      [3, onRecord],
      [2, compared],
      [2, policies],
      [1, told]
    ],
    needs: [
      [2, delivery],
      [2, request],
      [2, answer],
      [1, call]
    ]
  }
}

const listOf = (shares: Shares): ReadonlyArray<Wishing> => shares.flatMap(([count, wishing]) => times(count, wishing))

const everything: ReadonlyArray<Wishing> = [
  ...[...times(4, request), ...times(4, answer), end],
  ...[transfer, transfer, submission, waiting, waiting],
  ...[act, act, act],
  ...[consent, ending, review, review],
  ...[call, linked, claim, passcode, application, reminder],
  ...[career, career, career, office, account, account, managing, roster, roster, joining, helper],
  ...[register, helping],
  ...[code, code, delivery, onRecord, compared, told, daily],
  ...[invitation, invitation, file, missed, run, extranet, extranet]
]

/** What a story draws its wishes from. */
export interface Theme {
  readonly about: Area
  readonly wants: ReadonlyArray<Wishing>
  readonly needs: ReadonlyArray<Wishing>
  /** Wishes that aim at what is refused seldom. */
  readonly aims: ReadonlyArray<Wishing>
}

const themes: ReadonlyArray<Theme> = areas.map((about) => ({
  about,
  wants: listOf(focuses[about].wants),
  needs: listOf(focuses[about].needs),
  aims: aims[about] ?? listOf(focuses[about].wants)
}))

/** What the story of a number is about: every area has its turn. */
export const themeOf = (turn: number): Theme => themes[turn % themes.length] as Theme

const listFor = ({ seed }: Choice, theme: Theme): ReadonlyArray<Wishing> => {
  if (seed.chance(46)) return theme.wants
  return seed.pick([theme.needs, theme.aims, everything])
}

/** What somebody wants next. */
export const wish = (choice: Choice, from: Theme | ReadonlyArray<Wishing>): Wish => {
  for (;;) {
    const list = "about" in from ? listFor(choice, from) : from
    const found = choice.seed.pick(list)(choice)
    if (found !== undefined) return found
  }
}
