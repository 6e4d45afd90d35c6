//! Tells the staff: the agenda of the day to practitioners who want it, a line that is down, a ceiling that is reached and a certificate that
//! ends to administrators who want it.
//!
//! Every minute it looks at what is due, makes the words and writes rows of the outbox under keys that are those of the person and the
//! day, or of the person and the trouble: whoever starts it again, nothing is told twice.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::carrier::Verdict;
use super::sms::{FreeAccount, Wire};
use crate::app::{AgendaMail, Alert, App, CeilingReached, CertificateMail, StaffWords};
use crate::domain::staff::Actor;
use crate::i18n::Texts;
use crate::store::{Fault, Medium};
use crate::sys::task::{self, stopped};

/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// See the module.
#[derive(Clone, Debug)]
pub struct Steward {
    app: App,
    /// Address of the pages without a closing slash, where it is known.
    base: Option<String>,
    /// The way out to Free Mobile; `None`: nobody is told there.
    wire: Option<Wire>,
}

impl Steward {
    /// `base`: the address of the pages for links.
    pub fn new(app: App, base: Option<String>) -> Self {
        let base = base.map(|base| base.trim_end_matches('/').to_owned());
        Self {
            app,
            base,
            wire: None,
        }
    }

    /// The same, which also tells those who gave their identity at Free Mobile.
    #[must_use]
    pub fn with_wire(self, wire: Wire) -> Self {
        Self {
            wire: Some(wire),
            ..self
        }
    }

    /// Starts it as a task that is started again where it fails.
    pub fn supervised(self, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
        let told = stop.clone();
        task::supervise("steward", stop.clone(), move || self.clone().work(told.clone()))
    }

    /// Looks until `stop` comes true.
    pub async fn work(self, mut stop: watch::Receiver<bool>) {
        loop {
            if let Err(fault) = self.round().await {
                tracing::warn!(%fault, "messages to the staff");
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = stopped(&mut stop) => return,
            }
        }
    }

    /// Writes what is due now; how many messages.
    pub async fn round(&self) -> Result<usize, Fault> {
        self.app.watch_lines().await?;
        let mut messages = Vec::new();
        for mail in self.app.due_agendas().await? {
            let words = self.agenda_words(&mail);
            messages.push(mail.letter.saying(words));
        }
        for mail in self.app.due_alerts().await? {
            let words = self.alert_words(Texts::of(mail.letter.language), &mail.alert);
            messages.push(mail.letter.saying(words));
        }
        for mail in self.app.due_certificate_alerts().await? {
            let words = self.certificate_words(&mail);
            messages.push(mail.letter.saying(words));
        }
        let mut written = 0;
        for message in messages {
            written += usize::from(self.app.post_to_staff(message, Actor::System).await?);
        }
        if let Some(wire) = &self.wire {
            written += self.tell_subscribers(wire).await?;
        }
        Ok(written)
    }

    /// Tells the phones of those who gave their identity at Free Mobile; how many were tried. Neither number nor answer goes to the log.
    async fn tell_subscribers(&self, wire: &Wire) -> Result<usize, Fault> {
        let mut tried = 0;
        for due in self.app.due_free_alerts().await? {
            if !self.app.begin_free_alert(due.key.clone()).await? {
                continue;
            }
            tried += 1;
            let words = self.alert_words(Texts::of(due.language), &due.alert);
            let account = FreeAccount::new(wire.clone(), &due.identity.user, due.identity.pass.reveal());
            match account.tell(&words.text).await {
                Verdict::Sent(_) => tracing::info!("somebody was told over Free Mobile"),
                Verdict::NoLine(_) | Verdict::NotNow(_) => self.app.retry_free_alert(due.key).await?,
                Verdict::Misconfigured(_) | Verdict::Never(_) => {
                    tracing::warn!("Free Mobile refuses an alert: its identity is to be typed again");
                }
                Verdict::Unknown(_) => tracing::warn!("not known whether Free Mobile took an alert"),
            }
        }
        Ok(tried)
    }

    /// Times, and how many; neither who nor what for.
    fn agenda_words(&self, mail: &AgendaMail) -> StaffWords {
        let t = Texts::of(mail.letter.language);
        let agenda = self.app.agenda();
        let zone = agenda.zone();
        let hours: Vec<String> = mail.starts.iter().map(|start| t.hour_at(zone, *start)).collect();
        let day = t.date(mail.date);
        let last = t.hour_at(zone, mail.end);
        let count = mail.starts.len();
        let lines = [
            t.with(
                "steward-agenda",
                &[("count", count.into()), ("last", last.into())],
            ),
            hours.join(t.comma()),
            self.link(t, &format!("/admin?day={}", mail.date)),
            t.text("steward-agenda-why").into_owned(),
        ];
        StaffWords {
            subject: t.with("steward-agenda-subject", &[("day", day.into())]),
            text: lines.join("\n"),
        }
    }

    fn alert_words(&self, t: Texts, alert: &Alert) -> StaffWords {
        let zone = self.app.agenda().zone();
        let (subject, what, remedy) = match alert {
            Alert::Line(line) => {
                let when = t.moment_short(zone, line.since);
                let key = match (line.is_relieved, line.medium) {
                    (true, _) => "steward-down-line",
                    (false, Medium::Email) => "outbox-down-email",
                    (false, Medium::Text) => "outbox-down-sms",
                };
                (
                    "steward-alert-subject",
                    t.with(key, &[("when", when.into()), ("count", line.waiting.into())]),
                    t.text(&format!("outbox-do-{}", line.trouble.key())),
                )
            }
            Alert::Ceiling(ceiling) => {
                let when = t.moment_short(zone, ceiling.until);
                (
                    "steward-ceiling-subject",
                    t.with("outbox-ceiling", &[("when", when.into())]),
                    t.text("outbox-ceiling-do"),
                )
            }
        };
        let meanwhile = match alert {
            Alert::Line(_) => String::new(),
            Alert::Ceiling(ceiling) => ceiling_words(t, *ceiling),
        };
        let mut lines = vec![what, meanwhile, remedy.into_owned()];
        lines.retain(|line| !line.is_empty());
        lines.push(self.link(t, "/admin/messages"));
        StaffWords {
            subject: t.text(subject).into_owned(),
            text: lines.join("\n"),
        }
    }

    fn certificate_words(&self, mail: &CertificateMail) -> StaffWords {
        let t = Texts::of(mail.letter.language);
        let zone = self.app.agenda().zone();
        let until = mail.until.map(|until| t.moment(zone, until)).unwrap_or_default();
        let (found, remedy) = t.certificate(mail.finding, &until);
        let lines = [found, remedy, self.link(t, "/admin/setup/https")];
        StaffWords {
            subject: t.text("steward-certificate-subject").into_owned(),
            text: lines.join("\n"),
        }
    }

    fn link(&self, t: Texts, path: &str) -> String {
        let link = self.base.as_ref().map(|base| format!("{base}{path}"));
        link.map_or_else(String::new, |link| {
            t.with("steward-link", &[("link", link.into())])
        })
    }
}

/// What became of the text messages that the ceiling of a day held back, in words; empty where it held none.
pub fn ceiling_words(t: Texts, ceiling: CeilingReached) -> String {
    let counts = ceiling.counts;
    let said = [
        ("outbox-ceiling-waiting", counts.waiting),
        ("outbox-ceiling-gone", counts.gone),
        ("outbox-ceiling-lost", counts.lost),
    ];
    let said = said.into_iter().filter(|(_, count)| *count > 0);
    let words = said.map(|(key, count)| t.with(key, &[("count", count.into())]));
    words.collect::<Vec<_>>().join(" ")
}
