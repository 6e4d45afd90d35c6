//! What the workers of messages ask: what may leave, the claim before the first byte, what became of it, and doubts (reminders §2).

use std::time::Duration;

use chrono::TimeDelta;

use crate::domain::doubt::RatherTwice;
use crate::domain::id::AppointmentId;
use crate::domain::sms::Trouble;
use crate::domain::time::Instant;
use crate::store::{Claim, Fault, LineState, Medium, Message, MessageLine, Outcome, Tx, Wanted};
use crate::sys::ids;

use super::fallback::fall_back;
use super::links::make_link_good;
use super::reminders::may_leave;
use super::sms_money::{Spend, spend};
use super::{App, Notice};

/// An e-mail of unknown fate is repeated when it is not later than this, elapsed (booking-rules §11).
const LATE_AT_MOST: TimeDelta = TimeDelta::hours(3);
/// How long the fate of an attempt may still become known by itself, elapsed (reminders §2).
const SETTLING: TimeDelta = TimeDelta::minutes(5);
/// A reminder that is so late is left over from an outage, elapsed (reminders §4).
const LEFT_OVER: TimeDelta = TimeDelta::minutes(15);

/// What became of an attempt.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The row.
    pub id: i64,
    /// Number of the attempt.
    pub attempt: String,
    /// What became of it.
    pub outcome: Outcome,
    /// In how many parts it went, where the line tells.
    pub parts: Option<u32>,
}

/// Something about a line that others should know.
#[derive(Clone, Debug)]
pub enum LineNews {
    /// How it is now, and what was said.
    Is(LineState, Option<String>),
    /// It is left alone until this reading of the clock that never goes back; `None`: until the next message.
    NextTry(Option<Duration>),
    /// It refused something out of distrust of the sender.
    Warns(String),
}

/// A message to be claimed, as it was read with its words.
#[derive(Clone, Debug)]
pub struct ToClaim {
    /// The row.
    pub message: Message,
    /// Over which line it is to go.
    pub carrier: Option<String>,
    /// In how many parts, where parts are paid for; else none.
    pub parts: u32,
}

/// One commit of a worker: what became of earlier attempts is recorded, then others are claimed.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Which worker.
    pub medium: Medium,
    /// Attempts that have ended.
    pub ended: Vec<Ended>,
    /// By name of the line.
    pub news: Vec<(String, LineNews)>,
    /// What is to be sent next.
    pub claims: Vec<ToClaim>,
}

/// What a doubt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearedUp {
    /// The other side has the message, under this reference if it gave one.
    Accepted(Option<String>),
    /// It surely has it not.
    Absent,
    /// That cannot be known any more.
    Never,
}

impl App {
    /// What may leave now with everything its words need: up to `at_most`, of reminders that an outage left over up to `late_at_most`.
    pub async fn notices_to_send(
        &self,
        medium: Medium,
        at_most: u32,
        late_at_most: u32,
    ) -> Result<Vec<Notice>, Fault> {
        let (app, now) = (self.clone(), self.now());
        let wanted = Wanted {
            medium,
            at_most,
            late_before: now - LEFT_OVER,
            late_at_most,
        };
        self.store
            .read(move |db| app.notices(db, db.messages_to_send(now, &wanted)?))
            .await
    }

    /// Whether a message is left over from an outage: so many of these leave a minute only (reminders §4).
    pub fn is_left_over(&self, message: &Message) -> bool {
        message.kind.is_reminder() && message.due < self.now() - LEFT_OVER
    }

    /// One commit of a worker. For each claim the number of the attempt, or `None` when the message must not be sent, or not now. Nothing is
    /// sent while the clock is not trusted (booking-rules §1.8), save codes: somebody waits for them.
    pub async fn turn(&self, turn: Turn) -> Result<Vec<Option<String>>, Fault> {
        let app = self.clone();
        for (name, news) in &turn.news {
            if let LineNews::NextTry(until) = news {
                self.note_next_try(name, *until);
            }
        }
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<Vec<Option<String>>, Fault> {
                for ended in &turn.ended {
                    settle(tx, ended)?;
                }
                for (name, news) in &turn.news {
                    let line = (turn.medium, name.as_str());
                    match news {
                        LineNews::Is(state, reason) => tx.note_line(line, *state, reason.as_deref())?,
                        LineNews::Warns(warning) => tx.warn_of_line(line, warning)?,
                        LineNews::NextTry(_) => {}
                    }
                }
                let claims = turn.claims.iter();
                claims.map(|claim| app.claimed(tx, claim)).collect()
            })
            .await
    }

    /// Claims one message: see [`Self::turn`].
    pub async fn claim_notice(&self, message: &Message) -> Result<Option<String>, Fault> {
        let claim = ToClaim {
            message: message.clone(),
            carrier: None,
            parts: 0,
        };
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| app.claimed(tx, &claim))
            .await
    }

    /// Records what became of one attempt.
    pub async fn settle_notice(&self, id: i64, attempt: String, outcome: Outcome) -> Result<(), Fault> {
        let ended = Ended {
            id,
            attempt,
            outcome,
            parts: None,
        };
        self.store.write(move |tx: &mut Tx<'_>| settle(tx, &ended)).await
    }

    fn claimed(&self, tx: &mut Tx<'_>, claim: &ToClaim) -> Result<Option<String>, Fault> {
        let message = &claim.message;
        if !tx.is_clock_trusted() && message.code.is_none() {
            return Ok(None);
        }
        let able_since = self.clock.trusted_since().unwrap_or_default();
        if !may_leave(tx, message, able_since)? {
            return Ok(None);
        }
        let attempt = ids::token();
        let is_claimed = tx.claim_message(&Claim {
            id: message.id,
            attempt: attempt.clone(),
            carrier: claim.carrier.clone(),
            version: message.version,
        })?;
        if !is_claimed || !may_spend(tx, claim, &attempt)? {
            return Ok(None);
        }
        let about = message.appointment.into_iter().chain(message.with.clone());
        for appointment in about.collect::<Vec<AppointmentId>>() {
            make_link_good(tx, &self.keys, appointment)?;
        }
        Ok(Some(attempt))
    }

    /// To be called once at start, before any message is sent: the fate of what was on its way when the program ended is unknown,
    /// and that of e-mails is reconsidered at once.
    pub async fn doubt_attempts(&self) -> Result<usize, Fault> {
        Ok(self.doubt_attempts_by(Medium::Email).await? + self.doubt_attempts_by(Medium::Text).await?)
    }

    /// The same of one worker.
    pub async fn doubt_attempts_by(&self, medium: Medium) -> Result<usize, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<usize, Fault> {
                let doubted = tx.doubt_attempted_messages(medium)?;
                if medium == Medium::Email {
                    reconsider(tx, tx.now())?;
                }
                Ok(doubted)
            })
            .await
    }

    /// Puts e-mails of unknown fate back once, under the same Message-ID, where the practice wants it so and after the other side had time to
    /// settle; the others are left to the desk.
    pub async fn reconsider_notices(&self) -> Result<usize, Fault> {
        self.store
            .write(|tx: &mut Tx<'_>| -> Result<usize, Fault> {
                if !tx.is_clock_trusted() {
                    return Ok(0);
                }
                let since = tx.now() - SETTLING;
                let back = reconsider(tx, since)?;
                tx.give_up_messages(since)?;
                Ok(back)
            })
            .await
    }

    /// Text messages of unknown fate whose carrier has had time to settle.
    pub async fn notices_in_doubt(&self, at_most: u32) -> Result<Vec<Notice>, Fault> {
        if !self.is_clock_trusted() {
            return Ok(Vec::new());
        }
        let (app, until) = (self.clone(), self.now() - SETTLING);
        self.store
            .read(move |db| app.notices(db, db.messages_in_doubt(Medium::Text, until, at_most)?))
            .await
    }

    /// Ends a doubt.
    pub async fn clear_up(&self, id: i64, cleared: ClearedUp) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| match &cleared {
                ClearedUp::Accepted(reference) => tx.clear_up_message(id, Some(reference.as_deref())),
                ClearedUp::Absent => tx.clear_up_message(id, None),
                ClearedUp::Never => tx.give_up_message(id),
            })
            .await
    }

    /// Says which lines a medium has.
    pub async fn declare_lines(&self, medium: Medium, names: Vec<String>) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.declare_lines(medium, &names))
            .await
    }

    /// How the lines of a medium are, for whoever must do something about them.
    pub async fn message_lines(&self, medium: Medium) -> Result<Vec<MessageLine>, Fault> {
        self.store.read(move |db| db.message_lines(medium)).await
    }

    /// Why nobody is at an address, and since when that is known.
    pub async fn bad_contact(
        &self,
        contact: crate::domain::contact::Contact,
    ) -> Result<Option<(String, Instant)>, Fault> {
        self.store.read(move |db| db.bad_contact(&contact)).await
    }
}

/// Whether the practice's ceiling has room for it; else it waits for tomorrow, or goes the other way where tomorrow is too late.
fn may_spend(tx: &mut Tx<'_>, claim: &ToClaim, attempt: &str) -> Result<bool, Fault> {
    if claim.parts == 0 {
        return Ok(true);
    }
    let Spend::Until(tomorrow) = spend(tx, claim.parts)? else {
        return Ok(true);
    };
    let reason = Trouble::Ceiling.reason("");
    let outcome = if tomorrow < claim.message.useful_until {
        Outcome::Later(tomorrow, reason)
    } else {
        Outcome::Failed(reason)
    };
    let ended = Ended {
        id: claim.message.id,
        attempt: attempt.to_owned(),
        outcome,
        parts: None,
    };
    settle(tx, &ended)?;
    Ok(false)
}

fn reconsider(tx: &mut Tx<'_>, in_doubt_since: Instant) -> Result<usize, Fault> {
    let rather_twice: Option<RatherTwice> = tx.setting(RatherTwice::SETTING)?;
    tx.reconsider_messages(
        tx.now() - LATE_AT_MOST,
        in_doubt_since,
        rather_twice.unwrap_or_default(),
    )
}

fn settle(tx: &mut Tx<'_>, ended: &Ended) -> Result<(), Fault> {
    // Its others and its note go with the end of the row.
    let before = match ended.outcome {
        Outcome::Failed(_) | Outcome::NoMailbox(_) | Outcome::Full(..) => tx.message(ended.id)?,
        _ => None,
    };
    let has_failed = tx.settle_message(ended.id, &ended.attempt, &ended.outcome)?;
    if let Some(parts) = ended.parts {
        tx.note_parts(ended.id, parts)?;
    }
    let Some(message) = before.filter(|_| has_failed) else {
        return Ok(());
    };
    if let Outcome::NoMailbox(reason) = &ended.outcome {
        tx.mark_contact_bad(&message.to, reason)?;
    }
    fall_back(tx, &message)?;
    Ok(())
}
