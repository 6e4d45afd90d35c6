//! One e-mail to one mail server, and what surely became of it (RFC 5321, reminders §2).
//!
//! The conversation is held step by step, because the step decides: before the final dot nothing was accepted, after it nobody knows
//! until the server answers.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::carrier::{Receipt, Verdict};
use super::mail::{Mail, domain};
use crate::config::{Smtp, TlsMode};

/// Longest answer of a server that is kept for the staff, characters.
const ANSWER_CHARS: usize = 200;

/// How long a mail server may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the connection, and for each command.
    pub step: Duration,
    /// For its word on the content.
    pub verdict: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            step: Duration::from_secs(20),
            verdict: Duration::from_mins(2),
        }
    }
}

/// Hands a mail over.
pub(super) async fn deliver(server: &Smtp, mail: &Mail, patience: Patience) -> Verdict {
    let mut line = match connected(server, patience).await {
        Ok(line) => line,
        Err(reason) => return Verdict::NoLine(reason),
    };
    let step = patience.step;
    let from = MailFrom::new(mail.envelope.from().cloned(), Vec::new());
    if let Err(trouble) = within(step, line.command(from)).await {
        // Who may send is a matter of the configuration, not of this message.
        return Verdict::NoLine(trouble.reason);
    }
    for to in mail.envelope.to() {
        if let Err(trouble) = within(step, line.command(Rcpt::new(to.clone(), Vec::new()))).await {
            return trouble.before_content();
        }
    }
    if let Err(trouble) = within(step, line.command(Data)).await {
        return trouble.before_content();
    }
    let verdict = match within(patience.verdict, line.message(&mail.bytes)).await {
        Ok(response) => Verdict::Sent(Receipt {
            words: clipped(&said(&response)),
            ..Receipt::default()
        }),
        Err(trouble) => return trouble.after_content(),
    };
    // Politeness: the verdict stands whatever comes of it.
    let _ = within(step, line.quit()).await;
    verdict
}

async fn connected(server: &Smtp, patience: Patience) -> Result<AsyncSmtpConnection, String> {
    let step = patience.step;
    let name = ClientId::Domain(domain(&server.from).to_owned());
    let tls = || TlsParameters::new(server.host.clone()).map_err(|error| clipped(&chain(&error)));
    let wrapper = match server.tls {
        TlsMode::Tls => Some(tls()?),
        TlsMode::StartTls | TlsMode::None => None,
    };
    let address = (server.host.as_str(), server.port);
    let opening = AsyncSmtpConnection::connect_tokio1(address, Some(step), &name, wrapper, None);
    let mut line = within(step, opening).await.map_err(|t| t.reason)?;
    if server.tls == TlsMode::StartTls {
        // Refused by a server that offers none: never in clear text.
        within(step, line.starttls(tls()?, &name))
            .await
            .map_err(|t| t.reason)?;
    }
    if let (Some(user), Some(password)) = (&server.user, &server.password) {
        let account = Credentials::new(user.clone(), password.reveal().to_owned());
        let ways = [Mechanism::Plain, Mechanism::Login];
        within(step, line.auth(&ways, &account))
            .await
            .map_err(|t| t.reason)?;
    }
    Ok(line)
}

/// Why a step failed.
struct Trouble {
    reason: String,
    /// The server said no, for now or for good; else it said nothing we understand.
    no: Option<No>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum No {
    Now,
    Ever,
}

impl Trouble {
    fn before_content(self) -> Verdict {
        match self.no {
            Some(No::Ever) => Verdict::Never(self.reason),
            Some(No::Now) => Verdict::NotNow(self.reason),
            None => Verdict::NoLine(self.reason),
        }
    }

    fn after_content(self) -> Verdict {
        match self.no {
            Some(No::Ever) => Verdict::Never(self.reason),
            Some(No::Now) => Verdict::NotNow(self.reason),
            None => Verdict::Unknown(self.reason),
        }
    }
}

async fn within<T>(limit: Duration, step: impl Future<Output = Result<T, Error>>) -> Result<T, Trouble> {
    match tokio::time::timeout(limit, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Trouble {
            reason: clipped(&chain(&error)),
            no: match (error.is_transient(), error.is_permanent()) {
                (true, _) => Some(No::Now),
                (_, true) => Some(No::Ever),
                _ => None,
            },
        }),
        Err(_) => Err(Trouble {
            reason: format!("no answer within {} s", limit.as_secs_f32()),
            no: None,
        }),
    }
}

fn said(response: &Response) -> String {
    response.message().collect::<Vec<_>>().join(" ")
}

/// The error's own words; the causes are in them already.
fn chain(error: &Error) -> String {
    error.to_string()
}

fn clipped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(ANSWER_CHARS)
        .collect()
}
