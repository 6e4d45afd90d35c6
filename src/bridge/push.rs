//! What a calendar waits for is written there: one event after the other, in the order of the acts (caldav §4).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::dav::{
    Created, DavError, Deleted, Ours, Refusal, Session, Updated, create, href_of, may_write, new_href,
    new_name, remove, remove_unseen, there, update,
};
use super::event_text::event_text;
use super::report::SyncTrouble;
use crate::app::{App, CalendarTask};
use crate::domain::ical::{Form, OwnEventText, compose};
use crate::store::{CalendarLink, Wish, WriteOutcome, Written};

/// Tasks read at once.
const AT_ONCE: u32 = 50;
/// A server that breaks over an event may be well again soon: so many passes before the event is given up.
const TRIES_OF_BROKEN: u32 = 3;
/// Until a task that met another hand is tried again.
const PAUSE: TimeDelta = TimeDelta::seconds(60);
/// Events that a server forbids, one after the other, before the others are spared.
const FORBIDDEN_MAX: usize = 3;
/// From the fullest form on.
const FORMS: [Form; 3] = [Form::Whole, Form::WithoutZone, Form::Bare];

/// The writer of one pass.
pub(super) struct Pen<'a> {
    pub(super) app: &'a App,
    pub(super) link: &'a CalendarLink,
    /// Where the calendar is on its server.
    pub(super) collection: &'a str,
    pub(super) base: Option<&'a str>,
    /// What this server takes, learnt from what it refused.
    pub(super) form: Form,
    /// What was read again since it met another hand; a task that meets one once more waits for the next pass.
    pub(super) after: Option<Conflict>,
    /// Something was written there since the program started.
    pub(super) has_written: bool,
}

/// How far it came.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pushed {
    /// Events written or taken out.
    pub(super) written: usize,
    /// Somebody wrote meanwhile: the calendar is to be read before these are tried again.
    pub(super) conflict: Option<Conflict>,
    /// The account may not write there, whatever the event.
    pub(super) is_read_only: bool,
    /// Events that were forbidden without a word about the calendar.
    forbidden: usize,
}

/// What is to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Conflict {
    /// What changed.
    Changes,
    /// Everything: of an event that is gone, or elsewhere, changes may say nothing.
    Everything,
}

enum Wrote {
    Outcome(WriteOutcome),
    Conflict(Conflict),
    /// 403: it may be the event, and it may be the calendar.
    Forbidden,
}

impl Pen<'_> {
    /// Writes what is due. A fault of the line ends it; what was not written stays in the outbox.
    pub(super) async fn push(&mut self, session: &mut Session) -> Result<Pushed, SyncTrouble> {
        let (mut pushed, mut tried) = (Pushed::default(), BTreeSet::new());
        loop {
            let mut tasks = self.app.due_calendar_tasks(self.link.id, AT_ONCE).await?;
            // One that meets another hand stays due; it is not taken for new.
            tasks.retain(|task| tried.insert((task.write.event.id.clone(), task.write.revision)));
            if tasks.is_empty() {
                pushed.is_read_only |= pushed.forbidden > 0 && !self.has_written;
                return Ok(pushed);
            }
            for task in &tasks {
                self.one(session, task, &mut pushed).await?;
                pushed.is_read_only |= pushed.forbidden >= FORBIDDEN_MAX && !self.has_written;
                if pushed.is_read_only {
                    return Ok(pushed);
                }
            }
        }
    }

    async fn one(
        &mut self,
        session: &mut Session,
        task: &CalendarTask,
        pushed: &mut Pushed,
    ) -> Result<(), SyncTrouble> {
        if !self.app.claim_calendar_write(&task.write).await? {
            return Ok(());
        }
        let outcome = match Box::pin(self.write(session, task)).await? {
            Wrote::Outcome(outcome) => outcome,
            Wrote::Conflict(conflict) => {
                pushed.conflict = pushed.conflict.max(Some(conflict));
                if self.after.is_none() {
                    return Ok(());
                }
                WriteOutcome::Again(self.app.now() + PAUSE, "conflict")
            }
            Wrote::Forbidden => self.forbidden(session, pushed).await?,
        };
        if matches!(outcome, WriteOutcome::Stands(_) | WriteOutcome::IsGone) {
            pushed.written += 1;
            self.has_written = true;
        }
        let write = &task.write;
        let what = (write.event.id.clone(), write.revision, write.wish);
        Ok(self
            .app
            .settle_calendar_write(self.link.id, what, outcome)
            .await?)
    }

    /// A server that took other events, or says that writing is allowed, means this one; else it is the calendar that may not be written.
    async fn forbidden(
        &self,
        session: &mut Session,
        pushed: &mut Pushed,
    ) -> Result<WriteOutcome, SyncTrouble> {
        match may_write(session, self.collection).await? {
            Some(false) => pushed.is_read_only = true,
            None if !self.has_written => pushed.forbidden += 1,
            Some(true) | None => return Ok(WriteOutcome::Refused),
        }
        Ok(WriteOutcome::Again(self.app.now() + PAUSE, "read-only"))
    }

    async fn write(&mut self, session: &mut Session, task: &CalendarTask) -> Result<Wrote, SyncTrouble> {
        let Some(text) = event_text(task, self.link, self.base) else {
            return self.take_out(session, task).await;
        };
        let mut last = 0;
        for form in FORMS.into_iter().filter(|form| *form >= self.form) {
            match self.written(session, task, (&text, form)).await? {
                Tried::Wrote(wrote) => {
                    self.form = form;
                    return Ok(wrote);
                }
                Tried::Refused(status) => {
                    last = status;
                    if !matches!(status, 400 | 403 | 415 | 422 | 500) {
                        break;
                    }
                }
            }
        }
        tracing::warn!(link = %self.link.id, status = last, "a server does not take an event of ours");
        if last == 403 {
            return Ok(Wrote::Forbidden);
        }
        let is_broken = last == 500 && task.write.attempts + 1 < TRIES_OF_BROKEN;
        Ok(Wrote::Outcome(if is_broken {
            WriteOutcome::Again(self.app.now() + PAUSE, "broken")
        } else {
            WriteOutcome::Refused
        }))
    }

    async fn take_out(&self, session: &mut Session, task: &CalendarTask) -> Result<Wrote, SyncTrouble> {
        let event = &task.write.event;
        let uid = format!("{}@{}", event.id, self.link.domain);
        let href = match &event.href {
            Some(name) => href_of(self.collection, name),
            None => new_href(self.collection, &event.id),
        };
        let etag = event.etag.as_deref().filter(|etag| !etag.is_empty());
        let deleted = match etag {
            Some(etag) => remove(session, &href, etag).await,
            None => remove_unseen(session, &href, &uid).await,
        };
        Ok(match deleted {
            Ok(Deleted::Done | Deleted::WasGone) => Wrote::Outcome(WriteOutcome::IsGone),
            Ok(Deleted::Changed(_)) => Wrote::Conflict(Conflict::Changes),
            Err(DavError::Forbidden(_)) => Wrote::Forbidden,
            Err(error) => return Err(error.into()),
        })
    }

    async fn written(
        &self,
        session: &mut Session,
        task: &CalendarTask,
        (text, form): (&OwnEventText, Form),
    ) -> Result<Tried, SyncTrouble> {
        let event = &task.write.event;
        // Of somebody who was erased nothing stays, whoever wrote it.
        let before = event
            .body
            .as_deref()
            .filter(|_| task.write.wish != Wish::Nameless);
        let body = compose(text, before, form);
        let revision = text.revision.to_string();
        let ours = Ours {
            uid: &text.uid,
            revision: &revision,
            body: &body,
        };
        if let Some(name) = &event.href {
            let updated = self
                .updated(session, (name, event.etag.as_deref()), &ours)
                .await?;
            // All was listed just before, and it was not among it: it is written anew.
            if !(updated == Updated::Gone && self.after == Some(Conflict::Everything)) {
                return after_update(updated, (name, text, &body));
            }
        }
        let href = new_href(self.collection, &event.id);
        let created = create(session, self.collection, &href, &ours).await?;
        after_create(created, (&new_name(&event.id), text, &body))
    }

    async fn updated(
        &self,
        session: &mut Session,
        (name, etag): (&str, Option<&str>),
        ours: &Ours<'_>,
    ) -> Result<Updated, DavError> {
        let href = href_of(self.collection, name);
        if let Some(etag) = etag.filter(|etag| !etag.is_empty()) {
            return update(session, self.collection, &href, etag, ours).await;
        }
        match there(session, &href).await? {
            None => Ok(Updated::Gone),
            Some(body) => match &body.etag {
                Some(etag) => update(session, self.collection, &href, etag, ours).await,
                None => Ok(Updated::Changed(Box::new(body))),
            },
        }
    }
}

enum Tried {
    Wrote(Wrote),
    /// Not in this form; the status.
    Refused(u16),
}

fn after_update(updated: Updated, stood: (&str, &OwnEventText, &str)) -> Result<Tried, SyncTrouble> {
    match updated {
        Updated::Stored { etag, .. } | Updated::StoodThere(etag) => Ok(stands(etag, stood)),
        Updated::Changed(_) => Ok(Tried::Wrote(Wrote::Conflict(Conflict::Changes))),
        Updated::Gone => Ok(Tried::Wrote(Wrote::Conflict(Conflict::Everything))),
        Updated::Refused(refusal) => refused(&refusal),
    }
}

fn after_create(created: Created, stood: (&str, &OwnEventText, &str)) -> Result<Tried, SyncTrouble> {
    match created {
        Created::Stored(etag) | Created::StoodThere(etag) => Ok(stands(etag, stood)),
        Created::Other(_) => Ok(Tried::Wrote(Wrote::Conflict(Conflict::Changes))),
        Created::Elsewhere(_) => Ok(Tried::Wrote(Wrote::Conflict(Conflict::Everything))),
        Created::Refused(refusal) => refused(&refusal),
    }
}

fn stands(etag: Option<String>, (name, text, body): (&str, &OwnEventText, &str)) -> Tried {
    Tried::Wrote(Wrote::Outcome(WriteOutcome::Stands(Written {
        href: name.to_owned(),
        interval: text.interval,
        etag,
        body: body.to_owned(),
    })))
}

fn refused(refusal: &Refusal) -> Result<Tried, SyncTrouble> {
    match refusal {
        Refusal::CalendarGone => Err(DavError::NotFound.into()),
        Refusal::NoRoom(_) => Err(SyncTrouble::Full),
        Refusal::Event(status, _) => Ok(Tried::Refused(*status)),
    }
}
