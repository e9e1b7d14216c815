/**
 * The catalogue of the rules that this version carries: id, sentence, confidence and source.
 *
 * The ids are those of the project's domain description, with `ACT`, `CAL`, `CAS` and `POL` added; a refusal, a law and a
 * doc comment name them.
 * Confidence: `D` documented, `D-old` documented for an earlier year, `I` inferred, `B` background knowledge of the field that
 * was not read again, to be checked before anyone relies on it legally, `C` our own choice.
 *
 * @since 0.1.0
 */

/** A rule of the field. @category models */
export interface Rule {
  readonly sentence: string
  readonly confidence: "D" | "D-old" | "I" | "B" | "C"
  readonly source: string
}

const rule = (confidence: Rule["confidence"], source: string, sentence: string): Rule => ({
  sentence,
  confidence,
  source
})

/** All rules of this version by id. @category models */
export const catalogue = {
  "AGY-01": rule("D", "quick guide", "every agent belongs to an agency; an independent agent is an agency of one"),
  "AGY-02": rule("D", "certification steps", "an agency designates its managers, one of them as the primary one"),
  "AGY-03": rule("D", "release notes 17.7", "the manager holds an active licence and certification"),
  "AGY-04": rule("D", "certification steps", "the manager answers for all business and all agents of the agency"),
  "AGY-05": rule(
    "D",
    "small-business agreement",
    "whoever may bind the agency signs its agreement, alone or with the manager"
  ),
  "AGY-06": rule("D", "certification steps", "agency and manager are created together and start pending together"),
  "AGY-07": rule("I", "small-business agreement", "a FEIN is unique among live agencies"),
  "AGY-08": rule(
    "D",
    "release notes 17.7",
    "an agency's account shows names, FEIN, licence, sites, hours, documents and status"
  ),
  "AGY-09": rule("D", "release notes 17.7", "only the exchange sets certification status"),
  "AGY-10": rule("I", "design", "no delegation starts to an agent whose agency is not certified"),
  "AGY-11": rule("C", "design", "a suspended agency freezes the authority of its members, not their status"),
  "AGY-12": rule(
    "C",
    "release notes 17.7",
    "the last certified manager of an agency cannot be removed; a successor is certified and active in the agency"
  ),
  "AGY-13": rule(
    "C",
    "design",
    "a new FEIN, legal name or licence re-opens its checklist item and leaves the status alone"
  ),
  "AGY-14": rule(
    "D",
    "small-business agreement",
    "commissions go by the agency's FEIN; employed agents give no payee data"
  ),
  "AGY-15": rule(
    "D",
    "state help centre",
    "an independent agent's agency is named after the agent unless told otherwise"
  ),
  "AGY-16": rule(
    "D",
    "state help centre",
    "a second profile joins an existing agency through the exchange, never by a twin"
  ),
  "AGT-01": rule("D", "release notes 17.7", "an agent profile is created by the agency"),
  "AGT-02": rule("D", "release notes 17.7", "creating the profile starts certification"),
  "AGT-03": rule(
    "D",
    "release notes 17.7",
    "an agent who is certified already is reviewed for the new agency, not trained again"
  ),
  "AGT-04": rule("D", "certification steps", "the licence is validated before training"),
  "AGT-05": rule("D", "certification steps", "the exam needs 80 percent; the third failure restarts the curriculum"),
  "AGT-06": rule("D", "certification steps", "the fee is paid after passing and before the agreement"),
  "AGT-07": rule("I", "certification steps", "certification requires every checklist item to be met"),
  "AGT-08": rule(
    "I",
    "status vocabulary",
    "a certification has a number of the exchange and dates, and gives authority only inside them"
  ),
  "AGT-09": rule(
    "D-old",
    "agreement amendment 2016",
    "an agreement lasts five years and ends when an amendment stays unsigned"
  ),
  "AGT-10": rule("D-old", "agreement amendment 2016", "voter-registration training is repeated every year"),
  "AGT-11": rule("D", "federal list", "the licence is active and covers health"),
  "AGT-12": rule(
    "C",
    "agreement terms",
    "an inactive licence suspends at once, and ends the certification after a grace"
  ),
  "AGT-13": rule("D", "code of conduct", "a breach of the code of conduct may end agreement and certification"),
  "AGT-14": rule(
    "D",
    "federal list",
    "federal training and agreements hold for a plan year; who is done is on a public list"
  ),
  "AGT-15": rule(
    "B",
    "45 CFR 155.220",
    "a federal suspension for suspected fraud is immediate and lasts 90 days at most; reconsideration is asked within 30"
  ),
  "AGT-16": rule("D", "45 CFR 155.220", "a federal termination for cause needs the greater weight of the evidence"),
  "AGT-17": rule("I", "open-source exchange", "denied, withdrawn and vested-terminated persons may reapply"),
  "AGT-18": rule("D", "open-source exchange", "a reminder to a pending agent names exactly the items that are open"),
  "AGT-19": rule("C", "design", "suspension blocks consumer actions and new delegations"),
  "AGT-20": rule("C", "design", "a status change carries a reason and is never overwritten"),
  "AGT-21": rule("D", "open-source exchange", "an agent reports a new name, licence or address within 30 days"),
  "EMP-01": rule("D", "agent e-mail 2018", "the manager sets an agent active or inactive in the agency"),
  "EMP-02": rule(
    "I",
    "release notes 17.7 and 18.2",
    "authority is certified and active and agency certified and account not locked"
  ),
  "EMP-03": rule("I", "certification steps", "an agent has at most one open employment"),
  "EMP-04": rule("C", "design", "an agent is not set inactive while open delegations lack a disposition"),
  "EMP-05": rule("C", "design", "reactivation requires certification; old delegations stay ended"),
  "STF-01": rule("D", "agency agreement", "staff have one of two levels, and the second includes the first"),
  "STF-02": rule(
    "D",
    "agency agreement",
    "staff of level 1 see agents and active consumers, work on applications, upload documents and call"
  ),
  "STF-03": rule(
    "D",
    "agency agreement",
    "staff of level 2 also add agents, move delegations inside the agency and keep its account"
  ),
  "STF-04": rule("D", "agency agreement", "staff never choose a plan, never advise and earn no commission"),
  "STF-05": rule(
    "D",
    "agent help pages",
    "the manager adds staff at a level; they act once the exchange approves them"
  ),
  "STF-06": rule("D", "agent portal pages", "staff work only on cases held by a certified agent of their agency"),
  "STF-07": rule("D", "quick guide", "a person has one login, as agent or as staff, and lends it to nobody"),
  "STF-08": rule(
    "D",
    "broker policies",
    "staff may have a number of their own by which they are known on the telephone"
  ),
  "DEL-01": rule("D", "delegation paper", "a consumer may delegate as soon as the household is entered"),
  "DEL-02": rule(
    "D",
    "delegation paper",
    "the directory is searched by place and language, and by the name of an agent"
  ),
  "EMP-06": rule("D", "release notes 17.7", "a move to another agency repeats no training"),
  "EMP-07": rule("I", "book transfer form", "an agent who changes the agency does not take the book along"),
  "DEL-03": rule("D", "delegation paper", "a directory request stays pending until it is answered"),
  "DEL-04": rule("D", "delegation paper", "an application started by an agent delegates the case at once"),
  "DEL-05": rule("D", "delegation paper", "a consumer may remove any delegation at any time"),
  "DEL-06": rule(
    "D",
    "authentication policy",
    "by telephone an agent is known and the consumer is on the line; staff may not ask"
  ),
  "DEL-07": rule("D", "delegation paper", "the service center helps a consumer delegate and is never the delegate"),
  "DEL-08": rule("I", "design", "the delegate has authority at request, at accept and at every use"),
  "DEL-09": rule("C", "broker policies", "a case has at most one active delegation of a kind"),
  "DEL-10": rule("D", "broker policies", "a new delegation ends the old one in the same instant"),
  "DEL-11": rule("D", "open-source exchange", "choosing the present delegate again changes nothing"),
  "DEL-12": rule(
    "D",
    "designation form",
    "the grant is signed by the applicant and dated, and says how it can be ended at any time"
  ),
  "DEL-13": rule("D", "state help centre", "a claim by search is attested and tells the consumer, who is not asked"),
  "DEL-14": rule("D", "state help centre", "a search without a match starts an application and invites the consumer"),
  "DEL-15": rule(
    "D",
    "federal statement 2024",
    "an agent new to a case needs a way that the exchange accepts, as a three-way call or the consumer's own change"
  ),
  "DEL-16": rule("D", "federal statement 2024", "that block holds against colleagues of the same agency too"),
  "DEL-17": rule("D", "state help centre", "a passcode that the consumer repeats is accepted in place of the call"),
  "DEL-18": rule("D", "federal trade note", "an authorisation by telephone holds for one call, or for a year at most"),
  "DEL-29": rule("C", "help-line slides", "a request is saved whole in one step, and repeating the step does no harm"),
  "DEL-19": rule(
    "D",
    "carrier record paper",
    "carriers are told each change of delegate, who had the case and who has it"
  ),
  "DEL-20": rule(
    "D",
    "agency page help",
    "the agent of record of a policy is kept apart from the delegate, with its history"
  ),
  "DEL-21": rule(
    "D",
    "broker policies",
    "an agent of record may be changed back to the start by a request that comes some months after it at most, and is settled within 60 days"
  ),
  "DEL-22": rule("C", "design", "a case has at most one open request of a kind"),
  "DEL-23": rule("C", "design", "a request expires after the policy's number of days"),
  "DEL-24": rule("D", "system questions", "a delegate may relinquish a case"),
  "DEL-25": rule(
    "C",
    "design",
    "when a certification ends, the manager has 30 days to move the clients before they are free"
  ),
  "DEL-26": rule("C", "design", "ending one agent's employment never changes another agent's delegations"),
  "DEL-27": rule(
    "D",
    "broker page",
    "work with a county on Medi-Cal needs a representative's form beside the delegation"
  ),
  "DEL-28": rule("D", "10 CCR 6664", "a counselor has the consumer's authorization before seeing a case"),
  "DEL-30": rule("I", "agency page help", "actor, agent acted for and agent of record are three facts"),
  "TRF-01": rule("D", "agent e-mail 2018", "the manager moves consumers between agents of the agency"),
  "TRF-02": rule("I", "agent e-mail 2018", "source and target are on the same roster and differ"),
  "TRF-03": rule("I", "design", "the target has authority when the transfer is applied"),
  "TRF-04": rule("I", "state help centre", "the source of a transfer may be in any state"),
  "TRF-05": rule("I", "agent e-mail 2018", "a transfer takes one, many or all of a book, requests only if wanted"),
  "TRF-06": rule("C", "design", "a row that the source no longer holds is reported, not moved"),
  "TRF-07": rule("C", "design", "a transfer keeps the number of open delegations of the agency"),
  "TRF-08": rule("D", "book transfer form", "a change of agent counts for the future only"),
  "TRF-09": rule(
    "D",
    "book transfer form",
    "a book that moves to another agency counts from the first of a month, at least 30 days after submission"
  ),
  "TRF-10": rule("D", "broker policies", "a book leaves its agency only with papers that fit the records"),
  "TRF-11": rule("D", "broker policies", "a book leaves its agency only through the exchange"),
  "TRF-12": rule("C", "broker policies", "the consumer is told of a transfer, and asked where the policy says so"),
  "TRF-13": rule("C", "design", "a batch is atomic and idempotent by key"),
  "TRF-14": rule(
    "D-old",
    "small-business agent policy",
    "a small business's new agent counts from the next month for a form by the 8th, else a month later"
  ),
  "ACC-01": rule("D", "help-line slides", "a code links a new account to a case that is there already"),
  "ACC-02": rule(
    "D",
    "help-line slides",
    "a helper, known as a counselor or a plan-based enroller, asks for a code with the consumer on the line or present"
  ),
  "ACC-03": rule("D", "help-line slides", "the consumer's identity is verified before a code is issued"),
  "ACC-04": rule("D", "help-line slides", "a code is for the consumer, never for the helper"),
  "ACC-05": rule("D", "account pages", "a code is spoken on the telephone or sent by mail"),
  "ACC-06": rule("D", "help-line slides", "a case whose account is linked can be delegated by its consumer"),
  "ACC-07": rule("I", "design", "a case with a linked account gets no code"),
  "ACC-08": rule("I", "account pages", "a case has one live code; a new one supersedes it"),
  "ACC-09": rule("C", "design", "a code works once and is kept only as a digest"),
  "ACC-10": rule("C", "design", "a code lives for the policy's time and number of tries"),
  "ACC-11": rule("C", "design", "redeeming needs a second matching fact"),
  "ACC-12": rule("I", "help-line slides", "a code that was issued keeps who asked for it"),
  "CAS-01": rule(
    "C",
    "design",
    "a case has a number of the exchange; its application, enrollment and renewal go by the steps of their tables, and another year and another policy begin anew"
  ),
  "ACT-01": rule("C", "acting on behalf job aid", "a manager acts for an agent of the same agency in an open session"),
  "ACT-02": rule(
    "C",
    "acting on behalf job aid",
    "acting on behalf is an intersection, never nests, and ends with the authority of the manager or the place of the agent"
  ),
  "INV-01": rule("D", "certification walk-through", "a certification gives the agency a code for the agent's account"),
  "INV-02": rule("D", "state help centre", "an invitation dies after the policy's time and may be sent again"),
  "INV-03": rule("I", "open-source exchange", "a claim matches the stored profile, and only one succeeds"),
  "INV-04": rule("C", "design", "an agency's code and a consumer's code can never stand for each other"),
  "EXT-01": rule("D", "extranet job aid", "onboarding runs each Monday for agents certified in the week before"),
  "EXT-02": rule(
    "D",
    "extranet job aid",
    "three messages go out: introduction, user name and password, the last two secure"
  ),
  "EXT-03": rule(
    "D",
    "extranet job aid",
    "the extranet username is the prefix and the licence number, with a count where it is taken"
  ),
  "EXT-04": rule(
    "D",
    "extranet job aid",
    "a password lives 60 days, warns once 10 days ahead and is then locked until it is reset"
  ),
  "EXT-05": rule("D", "extranet job aid", "a reset goes by user name and address on file, and its link works once"),
  "EXT-06": rule(
    "D",
    "extranet job aid",
    "an unknown user name or another address goes to support, and learns nothing"
  ),
  "EXT-07": rule("D", "extranet job aid", "the files of a week or month hold every case delegated to the agent"),
  "EXT-08": rule("D", "extranet job aid", "a secure message leaves through an encrypting channel or not at all"),
  "EXT-09": rule("D", "extranet job aid", "user name and secret never stand in one message, and neither in a log"),
  "EXT-10": rule("C", "design", "a decertified agent has no extranet account"),
  "BOB-01": rule("D", "agent e-mail 2018", "the manager sees the agency's book, one agent's book and the own book"),
  "BOB-02": rule("D", "quick guide", "the agency's book is the disjoint union of its agents' books"),
  "BOB-03": rule("D", "release notes 17.7", "an agent sees only the own book"),
  "BOB-04": rule("I", "extranet job aid", "a row exists exactly while an active or frozen delegation exists"),
  "BOB-05": rule("D", "release notes 17.7", "the roster counts the cases active with an agent, and apart those frozen"),
  "BOB-06": rule("D", "shared-book help", "a file has the rows that the filters on the screen leave, or those ticked"),
  "BOB-07": rule(
    "D",
    "marketplace broker guide",
    "whoever takes a book out confirms that it is private; who, when, what and the digest of the file are kept"
  ),
  "BOB-08": rule("C", "extranet job aid", "every row and every answer says as of when it speaks"),
  "BOB-09": rule(
    "C",
    "open-source exchange",
    "a file has no social security number, and no birth date unless asked for"
  ),
  "BOB-10": rule("C", "design", "the same data give the same bytes"),
  "BOB-11": rule("B", "design", "a cell that a spreadsheet could run is made harmless"),
  "BOB-12": rule("C", "shared-book help", "a large file is made in the background and can be fetched for a short time"),
  "BOB-13": rule("D", "marketplace broker policies", "an agent may answer a book with a list of missing consumers"),
  "BOB-14": rule(
    "C",
    "marketplace broker questions",
    "paper cases and households of several tax filers are in the book"
  ),
  "NOT-01": rule(
    "D",
    "regulator notices",
    "a licensee's mail shows the licence number, no smaller than any contact detail"
  ),
  "CON-01": rule(
    "D",
    "45 CFR 155.220",
    "help begins with a consent that says for what, for how long, from whom, to whom and how it is taken back"
  ),
  "CON-02": rule(
    "D",
    "45 CFR 155.220",
    "a consumer looks over the application before it is submitted, which is recorded"
  ),
  "CON-03": rule(
    "D",
    "45 CFR 155.220",
    "a consent is kept for the policy's years after its last day, and shown on request"
  ),
  "CON-04": rule(
    "D",
    "Georgia consent guidance",
    "a spoken consent is recorded with its day, both names, the agent's producer number or the counselor's identifier, and what help was described"
  ),
  "CON-05": rule("I", "45 CFR 155.220", "taking a consent back ends the delegation that rests on it"),
  "NOT-02": rule("I", "open-source exchange", "a change of delegation is told to the consumer and both agents"),
  "NOT-03": rule("C", "design", "a notice is queued in the transaction of its change, sent after it and only once"),
  "POL-01": rule("C", "design", "no two knobs of a policy contradict each other; a contradiction names both"),
  "CAL-01": rule("D", "agent e-mail 2018", "a service has hours by weekday in its own zone, and none on a holiday"),
  "CAL-02": rule("C", "agent e-mail 2018", "an outage wins over hours, and lasts until the last that joins it ends"),
  "ENT-01": rule("D", "10 CCR 6664", "a counselor belongs to a certified entity and earns no commission"),
  "SHP-01": rule(
    "D-old",
    "small-business slides",
    "enough eligible employees take part; California asked for 70 percent"
  ),
  "SHP-02": rule(
    "D-old",
    "small-business slides",
    "the employer pays enough of the lowest-cost premium; California asked for half"
  ),
  "SHP-03": rule("D", "45 CFR 147.104", "from 15 November to 15 December both tests are waived"),
  "SHP-04": rule("B", "SHOP qualification page", "an employee covered elsewhere is no refusal to take part"),
  "SHP-05": rule("D", "SHOP questions", "participation is measured at the first submission and at renewal only"),
  "SHP-06": rule("D", "SHOP questions", "participation is measured over all carriers together"),
  "SHP-07": rule("I", "small-business slides", "an enrollment by the window starts on the next 1 January"),
  "SEC-01": rule(
    "D",
    "agent help pages",
    "one login per person, with a second factor for agents and staff where the exchange asks for it; what is not granted is refused"
  ),
  "SEC-02": rule(
    "D",
    "account pages",
    "a portal password has 8 to 50 characters of three classes and no common word, or else length alone"
  ),
  "SEC-03": rule(
    "C",
    "design",
    "reading and exporting personal data is logged, with a reason when it is for somebody else"
  )
} as const satisfies Record<string, Rule>

/** Identifies a rule of the catalogue. @category models */
export type RuleId = keyof typeof catalogue
