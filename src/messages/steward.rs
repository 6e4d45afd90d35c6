//! Tells the staff: the agenda of the day to practitioners who want it, a line that is down or a certificate that ends to administrators
//! who want it.
//!
//! Every minute it looks at what is due, makes the words and writes rows of the outbox under keys that are those of the person and the
//! day, or of the person and the trouble: whoever starts it again, nothing is told twice.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{AgendaMail, AlertMail, App, CertificateMail, StaffWords};
use crate::domain::staff::Actor;
use crate::i18n::Texts;
use crate::store::Fault;
use crate::sys::task::{self, stopped};

/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// See the module.
#[derive(Clone, Debug)]
pub struct Steward {
    app: App,
    /// Address of the pages without a closing slash, where it is known.
    base: Option<String>,
}

impl Steward {
    /// `base`: the address of the pages for links.
    pub fn new(app: App, base: Option<String>) -> Self {
        let base = base.map(|base| base.trim_end_matches('/').to_owned());
        Self { app, base }
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
            let words = self.alert_words(&mail);
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
        Ok(written)
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

    fn alert_words(&self, mail: &AlertMail) -> StaffWords {
        let t = Texts::of(mail.letter.language);
        let zone = self.app.agenda().zone();
        let line = &mail.line;
        let key = if line.channel == "sms" {
            "outbox-down-sms"
        } else {
            "outbox-down-email"
        };
        let when = t.moment_short(zone, line.since);
        let lines = [
            t.with(key, &[("when", when.into()), ("count", line.count.into())]),
            t.text(&format!("outbox-do-{}", line.trouble.key())).into_owned(),
            self.link(t, "/admin/messages"),
        ];
        StaffWords {
            subject: t.text("steward-alert-subject").into_owned(),
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
