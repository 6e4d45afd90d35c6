//! What is known of certificates: of the one we serve and of the one that patients meet. In memory only: whoever looks after them looks again
//! after a start.

use std::sync::Arc;

use chrono::TimeDelta;

use crate::domain::certificate::{Certificates, Finding, Grade, Looked, Own};
use crate::domain::contact::{Contact, Phone};
use crate::domain::staff::Role;
use crate::domain::time::Instant;
use crate::store::{Db, Fault};

use super::App;
use super::pass::token_of;
use super::staff_mail::{Unworded, wishing};

/// How long news of a certificate is worth sending, elapsed.
const NEWS: TimeDelta = TimeDelta::hours(24);

/// News of a certificate for one person.
#[derive(Clone, Debug)]
pub struct CertificateMail {
    /// Whose: a message without words yet.
    pub letter: Unworded,
    /// What is to be told.
    pub finding: Finding,
    /// The last instant of the certificate that it is about, where it has one.
    pub until: Option<Instant>,
}

impl App {
    /// What is known now.
    pub fn certificates(&self) -> Arc<Certificates> {
        self.certificates.load_full()
    }

    /// Notes what we serve ourselves.
    pub fn note_own_certificate(&self, own: &Own) {
        self.certificates.rcu(|known| Certificates {
            own: Some(own.clone()),
            ..Certificates::clone(known)
        });
    }

    /// Notes what was met under the public name.
    pub fn note_looked(&self, looked: &Looked) {
        self.certificates.rcu(|known| Certificates {
            looked: Some(looked.clone()),
            ..Certificates::clone(known)
        });
    }

    /// The gravest thing to tell of certificates; nothing while the clock may be wrong.
    pub fn certificate_finding(&self) -> Option<(Grade, Finding)> {
        let finding = self.certificates().finding(self.now());
        finding.filter(|_| self.is_clock_trusted())
    }

    /// News of certificates for administrators who want alerts: once when it is worth a word, once more when it is urgent, for each
    /// certificate.
    pub async fn due_certificate_alerts(&self) -> Result<Vec<CertificateMail>, Fault> {
        let Some((grade, finding)) = self.certificate_finding() else {
            return Ok(Vec::new());
        };
        let until = self.certificates().until();
        let app = self.clone();
        self.store
            .read(move |db: &Db<'_>| {
                let mut due = Vec::new();
                for (member, wish) in wishing(db)? {
                    if !wish.alerts || member.role != Role::Administrator {
                        continue;
                    }
                    let email = member.email.clone().map(Contact::Email);
                    let phone = || {
                        let phone = Phone::parse(wish.phone.as_deref()?).ok()?;
                        Some(Contact::Phone(phone))
                    };
                    let Some(to) = email.or_else(phone) else { continue };
                    let about = until.map_or(0, |until| until.timestamp());
                    let what = format!("{}/certificate/{grade:?}/{about}", member.id);
                    let key = token_of(&app.keys, "alert", &what);
                    if db.has_message_key(&key)? {
                        continue;
                    }
                    due.push(CertificateMail {
                        letter: Unworded::new(to, wish.language, key, NEWS),
                        finding,
                        until,
                    });
                }
                Ok(due)
            })
            .await
    }
}
