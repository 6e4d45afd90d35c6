//! Sessions: begun, recognised, listed, ended (security T13).

use chrono::TimeDelta;

use crate::domain::id::StaffId;
use crate::domain::staff::{Actor, Right, StaffMember};
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Record, Session, Tx};
use crate::sys::clock::Trust;
use crate::sys::{hash, ids};

use super::Device;
use crate::app::App;

/// Longest pause between two requests.
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// The same on a desk that chose it.
const IDLE_AT_DESK: TimeDelta = TimeDelta::hours(8);
/// A session ends after this, whatever happens.
const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// Time to give the second factor.
const INCOMPLETE: TimeDelta = TimeDelta::minutes(10);
/// How old the note of the last request may be; each note is a commit.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long a typed password is good for sensitive changes (security 7.5.1).
const CONFIRMED: TimeDelta = TimeDelta::minutes(15);
/// Purpose of the tokens in forms.
const CSRF: &str = "csrf";

/// A new session and the token that opens it, told this once.
#[derive(Debug)]
pub struct OpenedSession {
    /// For the cookie.
    pub token: String,
    /// Whether the second factor is still to be given.
    pub is_complete: bool,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub member: StaffMember,
    /// The session, complete or not.
    pub session: Session,
    /// What every form carries.
    pub csrf: String,
}

impl SignedIn {
    /// Whether the role allows it; never before the second factor.
    pub fn may(&self, right: Right) -> bool {
        self.session.is_complete && self.member.role.may(right)
    }

    /// For the audit log.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.member.id)
    }

    /// Whether a form was ours.
    pub fn is_own_form(&self, csrf: &str) -> bool {
        hash::equal(&hash::sha256(csrf.as_bytes()), &self.session.csrf_hash)
    }
}

/// What a session is begun with.
pub(super) struct NewSession<'a> {
    pub(super) staff: StaffId,
    pub(super) device: &'a Device,
    pub(super) is_desk: bool,
    pub(super) is_complete: bool,
    /// The complete session that it takes the place of: its end stays the end (security T13).
    pub(super) instead_of: Option<&'a Session>,
    /// The password was typed in it.
    pub(super) is_confirmed: bool,
}

impl App {
    /// Who has this token, while the session lives and the account is not disabled. Notes that it was used.
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>, Fault> {
        let found = self.recognised(hash::sha256(token.as_bytes())).await?;
        if let Some(who) = &found {
            self.note_use(&who.session).await;
        }
        Ok(found)
    }

    /// The same for what a screen does by itself: it must not keep a session alive that nobody uses.
    pub async fn watching(&self, token: &str) -> Result<Option<SignedIn>, Fault> {
        self.recognised(hash::sha256(token.as_bytes())).await
    }

    /// Whether a session that was recognised still opens anything.
    pub async fn is_still_signed_in(&self, who: &SignedIn) -> Result<bool, Fault> {
        Ok(self.recognised(who.session.token_hash).await?.is_some())
    }

    async fn recognised(&self, token_hash: [u8; 32]) -> Result<Option<SignedIn>, Fault> {
        let found = self
            .store
            .read(move |db: &Db<'_>| -> Result<_, Fault> {
                let Some(session) = db.session(&token_hash)? else {
                    return Ok(None);
                };
                let account = db.account(session.staff)?;
                Ok(account.map(|account| (account.member, session)))
            })
            .await?;
        let now = self.session_now();
        let live = found.filter(|(member, session)| {
            // A clock that went back would make every session eternal.
            let is_before = now + SEEN_EVERY < session.seen;
            !member.is_disabled && session.is_live(now) && !is_before
        });
        Ok(live.map(|(member, session)| SignedIn {
            csrf: self.csrf_of(&token_hash),
            member,
            session,
        }))
    }

    /// The time that sessions, codes and locks are judged by. While the clock is not trusted the newest record, and the time the
    /// program has run since, are what is surely over (booking-rules §1.8): people can sign in, and nothing lasts for ever.
    pub(in crate::app) fn session_now(&self) -> Instant {
        use chrono::SubsecRound as _;
        let now = self.clock.known_now();
        let run = match self.clock.trust() {
            Trust::Trusted => TimeDelta::zero(),
            Trust::Untrusted => TimeDelta::from_std(self.clock.elapsed()).unwrap_or_default(),
        };
        (now + run).trunc_subsecs(0)
    }

    async fn note_use(&self, session: &Session) {
        let (token_hash, at) = (session.token_hash, self.session_now());
        if at < session.seen + SEEN_EVERY {
            return;
        }
        let seen = self
            .store
            .write(move |tx: &mut Tx<'_>| tx.session_seen(&token_hash, at));
        // A full disk must not sign everybody out.
        if let Err(fault) = seen.await {
            tracing::warn!(%fault, "the use of a session could not be noted");
        }
    }

    /// Whether the password was typed lately enough for a sensitive change; also while the clock is not trusted.
    pub fn is_confirmed(&self, who: &SignedIn) -> bool {
        self.session_now() < who.session.confirmed + CONFIRMED
    }

    /// Every live session of this person, the present one included.
    pub async fn sessions(&self, who: &SignedIn) -> Result<Vec<Session>, Fault> {
        self.sessions_of(who.member.id).await
    }

    /// Every live session of somebody, for administrators.
    pub async fn sessions_of(&self, staff: StaffId) -> Result<Vec<Session>, Fault> {
        let now = self.session_now();
        let mut sessions = self.store.read(move |db: &Db<'_>| db.sessions_of(staff)).await?;
        sessions.retain(|session| session.is_live(now));
        Ok(sessions)
    }

    /// Ends every session of somebody, for administrators.
    pub async fn end_sessions_of(&self, actor: Actor, staff: StaffId) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.end_sessions(staff, None)?;
                tx.audit(&Record::new(&actor, "staff.sessions_ended").on(format_args!("user:{staff}")))?;
                Ok(())
            })
            .await
    }

    /// Ends the present session.
    pub async fn sign_out(&self, who: &SignedIn) -> Result<(), Fault> {
        self.end_session(who, who.session.token_hash).await?;
        Ok(())
    }

    /// Ends a session of this person; whether there was one.
    pub async fn end_session(&self, who: &SignedIn, token_hash: [u8; 32]) -> Result<bool, Fault> {
        let (staff, actor) = (who.member.id, who.actor());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let is_own = tx.session(&token_hash)?.is_some_and(|s| s.staff == staff);
                if !is_own {
                    return Ok(false);
                }
                tx.audit(&Record::new(&actor, "logout").on(format_args!("user:{staff}")))?;
                tx.end_session(&token_hash)
            })
            .await
    }

    /// Ends every session of this person but the present one.
    pub async fn end_other_sessions(&self, who: &SignedIn) -> Result<(), Fault> {
        let (staff, actor, kept) = (who.member.id, who.actor(), who.session.token_hash);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.end_sessions(staff, Some(&kept))?;
                tx.audit(&Record::new(&actor, "logout.others").on(format_args!("user:{staff}")))?;
                Ok(())
            })
            .await
    }

    /// Begins a session in the transaction that lets somebody in.
    pub(super) fn open_session(&self, tx: &mut Tx<'_>, new: &NewSession<'_>) -> Result<OpenedSession, Fault> {
        let token = ids::secret256();
        let token_hash = hash::sha256(token.as_bytes());
        let now = self.session_now();
        let length = if new.is_complete { ABSOLUTE } else { INCOMPLETE };
        let before = new.instead_of.filter(|before| before.is_complete);
        let confirmed = before
            .filter(|_| !new.is_confirmed)
            .map_or(now, |before| before.confirmed);
        tx.insert_session(&Session {
            token_hash,
            staff: new.staff,
            is_complete: new.is_complete,
            csrf_hash: hash::sha256(self.csrf_of(&token_hash).as_bytes()),
            address: new.device.network(),
            device: new.device.name().to_owned(),
            created: before.map_or(now, |before| before.created),
            seen: now,
            confirmed,
            idle: if new.is_desk { IDLE_AT_DESK } else { IDLE },
            expires: before.map_or(now + length, |before| before.expires),
        })?;
        Ok(OpenedSession {
            token,
            is_complete: new.is_complete,
        })
    }

    /// Derived, so that the database need not keep what forms carry.
    fn csrf_of(&self, token_hash: &[u8; 32]) -> String {
        hash::hex(&self.keys.tag(CSRF, token_hash))
    }
}

/// Whether a session began at a desk that chose the long pause.
pub(super) fn is_desk(session: &Session) -> bool {
    session.idle > IDLE
}
