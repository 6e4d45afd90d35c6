//! E-mails to one mail server, one after the other, and what surely became of each (RFC 5321, reminders §2, §5).
//!
//! The conversation is held step by step, because the step decides: before the final dot nothing was accepted, after it nobody knows
//! until the server answers.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::net::TcpStream;

use super::mail::{Mail, domain};
use super::smtp_answer::{Class, Reply, Stage, class};
use crate::config::{Smtp, TlsMode};

/// Longest answer of a server that is kept for the staff, characters.
const ANSWER_CHARS: usize = 200;
/// E-mails over one connection at most.
const MAILS_A_CONNECTION: u32 = 100;

/// How long a mail server may take (reminders §5).
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the connection.
    pub connect: Duration,
    /// For each command.
    pub step: Duration,
    /// For its word on the content (RFC 5321 §4.5.3.2.6).
    pub verdict: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            step: Duration::from_mins(1),
            verdict: Duration::from_mins(10),
        }
    }
}

/// What became of an e-mail, and what was said; for the staff, never for a log: it may name the recipient.
#[derive(Debug)]
pub(super) enum Fate {
    /// Accepted.
    Sent(String),
    /// Not, or nobody knows.
    Not(Class, String),
}

/// A connection to a mail server: made when it is needed, kept while there is something to send.
pub(super) struct SmtpLine {
    server: Arc<Smtp>,
    patience: Patience,
    kept: Option<(AsyncSmtpConnection, u32)>,
}

impl SmtpLine {
    /// One that is not made yet.
    pub(super) fn new(server: Arc<Smtp>, patience: Patience) -> Self {
        Self {
            server,
            patience,
            kept: None,
        }
    }

    /// Hands a mail over.
    pub(super) async fn deliver(&mut self, mail: &Mail) -> Fate {
        let (mut line, carried) = match self.opened(mail).await {
            Ok(opened) => opened,
            Err(trouble) => return trouble.fate(),
        };
        if let Err(trouble) = self.announced(&mut line, mail).await {
            self.keep_after(line, carried, &trouble).await;
            return trouble.fate();
        }
        match self.handed_over(&mut line, mail).await {
            Ok(response) => {
                self.keep(line, carried + 1).await;
                Fate::Sent(clipped(&said(&response)))
            }
            Err(trouble) => {
                self.keep_after(line, carried, &trouble).await;
                trouble.fate()
            }
        }
    }

    /// Takes leave of the server.
    pub(super) async fn close(&mut self) {
        if let Some((mut line, _)) = self.kept.take() {
            // Politeness: nothing depends on it.
            let _ = tokio::time::timeout(self.patience.connect, line.quit()).await;
        }
    }

    /// A connection on which the sender was named. One that was kept may have ended meanwhile: as nothing was handed over, another is made.
    async fn opened(&mut self, mail: &Mail) -> Result<(AsyncSmtpConnection, u32), Trouble> {
        if let Some((mut line, carried)) = self.kept.take() {
            match self.sender(&mut line, mail).await {
                Ok(()) => return Ok((line, carried)),
                Err(trouble) if trouble.is_end() => {}
                Err(trouble) => {
                    self.keep_after(line, carried, &trouble).await;
                    return Err(trouble);
                }
            }
        }
        let mut line = connected(&self.server, self.patience).await?;
        match self.sender(&mut line, mail).await {
            Ok(()) => Ok((line, 0)),
            Err(trouble) => {
                self.keep_after(line, 0, &trouble).await;
                Err(trouble)
            }
        }
    }

    async fn sender(&self, line: &mut AsyncSmtpConnection, mail: &Mail) -> Result<(), Trouble> {
        let from = MailFrom::new(mail.envelope.from().cloned(), Vec::new());
        within(Stage::Sender, self.patience.step, line.command(from)).await?;
        Ok(())
    }

    async fn announced(&self, line: &mut AsyncSmtpConnection, mail: &Mail) -> Result<(), Trouble> {
        let step = self.patience.step;
        for to in mail.envelope.to() {
            let to = Rcpt::new(to.clone(), Vec::new());
            within(Stage::Recipient, step, line.command(to)).await?;
        }
        within(Stage::Content, step, line.command(Data)).await?;
        Ok(())
    }

    async fn handed_over(&self, line: &mut AsyncSmtpConnection, mail: &Mail) -> Result<Response, Trouble> {
        let mut is_before_dot = true;
        let mut whole = Some(mail.bytes.as_slice());
        // Asked for more than the whole, the content was written; the dot is next.
        let content = std::iter::from_fn(|| {
            let next = whole.take();
            is_before_dot = next.is_some();
            next
        });
        let told = within(
            Stage::Dot,
            self.patience.verdict,
            Box::pin(line.message_iter(content)),
        );
        let told = told.await;
        told.map_err(|trouble| {
            if is_before_dot {
                trouble.at(Stage::Content)
            } else {
                trouble
            }
        })
    }

    async fn keep(&mut self, line: AsyncSmtpConnection, carried: u32) {
        self.kept = Some((line, carried));
        if carried >= MAILS_A_CONNECTION {
            self.close().await;
        }
    }

    /// Keeps a connection on which the server has said no and goes on; forgets any other.
    async fn keep_after(&mut self, mut line: AsyncSmtpConnection, carried: u32, trouble: &Trouble) {
        if trouble.is_end() {
            return;
        }
        if within(Stage::Sender, self.patience.step, line.command(Rset))
            .await
            .is_ok()
        {
            self.keep(line, carried).await;
        }
    }
}

async fn connected(server: &Smtp, patience: Patience) -> Result<AsyncSmtpConnection, Trouble> {
    let name = ClientId::Domain(domain(&server.from).to_owned());
    let tls = || TlsParameters::new(server.host.clone()).map_err(|error| Trouble::of(Stage::Opening, &error));
    let address = (server.host.as_str(), server.port);
    let mut line = if server.tls == TlsMode::Tls {
        let opening =
            AsyncSmtpConnection::connect_tokio1(address, Some(patience.connect), &name, Some(tls()?), None);
        // Greeting and introduction are commands of their own.
        within(Stage::Opening, patience.connect + patience.step, opening).await?
    } else {
        let stream = stream(address, patience.connect).await?;
        let opening = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name);
        within(Stage::Opening, patience.step, opening).await?
    };
    if server.tls == TlsMode::StartTls {
        // Refused by a server that offers none: never in clear text.
        within(Stage::Opening, patience.step, line.starttls(tls()?, &name)).await?;
    }
    if let (Some(user), Some(password)) = (&server.user, &server.password) {
        let account = Credentials::new(user.clone(), password.reveal().to_owned());
        let ways = [Mechanism::Plain, Mechanism::Login];
        within(Stage::Account, patience.step, line.auth(&ways, &account)).await?;
    }
    Ok(line)
}

/// A stream on which the final dot does not wait for the other side to acknowledge what came before: it may keep that back for 40 ms, which
/// is most of the time that an e-mail takes.
async fn stream(address: (&str, u16), patience: Duration) -> Result<TcpStream, Trouble> {
    let opening = async {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok::<_, io::Error>(stream)
    };
    let opened = tokio::time::timeout(patience, opening).await;
    let why = match opened {
        Ok(Ok(stream)) => return Ok(stream),
        Ok(Err(error)) => error.to_string(),
        Err(_) => format!("no answer within {} s", patience.as_secs_f32()),
    };
    Err(Trouble {
        stage: Stage::Opening,
        reply: None,
        words: clipped(&format!("Connection error: {why}")),
    })
}

/// Why a step failed.
#[derive(Debug)]
struct Trouble {
    stage: Stage,
    reply: Option<Reply>,
    words: String,
}

impl Trouble {
    fn of(stage: Stage, error: &Error) -> Self {
        let text = error.source().map(ToString::to_string).unwrap_or_default();
        let code = error.status().map(u16::from);
        Self {
            stage,
            reply: code.map(|code| Reply::of(code, &text)),
            words: clipped(&error.to_string()),
        }
    }

    fn at(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }

    /// The connection is of no use any more.
    fn is_end(&self) -> bool {
        self.reply.is_none_or(|reply| reply.code == 421)
    }

    fn fate(self) -> Fate {
        Fate::Not(class(self.stage, self.reply), self.words)
    }
}

async fn within<T>(
    stage: Stage,
    limit: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Trouble> {
    match tokio::time::timeout(limit, step).await {
        Ok(done) => done.map_err(|error| Trouble::of(stage, &error)),
        Err(_) => Err(Trouble {
            stage,
            reply: None,
            words: format!("no answer within {} s", limit.as_secs_f32()),
        }),
    }
}

fn said(response: &Response) -> String {
    response.message().collect::<Vec<_>>().join(" ")
}

fn clipped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(ANSWER_CHARS)
        .collect()
}
