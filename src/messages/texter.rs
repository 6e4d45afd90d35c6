//! Sends text messages over the practice's carriers, in its order.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use super::backoff;
use super::breaker::Breaker;
use super::carrier::{Carrier, Found, TextMessage, Verdict};
use super::engine::Engine;
use super::lane::{Claimed, Sender, Sent};
use super::pace::Pace;
use crate::app::{App, ClearedUp, LineNews, Notice};
use crate::domain::contact::Contact;
use crate::domain::gsm::Segments;
use crate::domain::practice::Practice;
use crate::store::{Fault, Medium, Message, Outcome};

/// What a text message says of a notice: the practice and the address of the pages are at hand; `None`: nothing any more.
pub type Words = fn(&Notice, &Practice, &str) -> Option<String>;

/// The carriers of a practice in its order, each by name; they may be changed at any time.
pub struct TextLines<C>(Arc<RwLock<Vec<TextLine<C>>>>);

struct TextLine<C> {
    name: String,
    carrier: Arc<C>,
    breaker: Arc<Breaker>,
}

impl<C> Clone for TextLines<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C> Clone for TextLine<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            carrier: Arc::clone(&self.carrier),
            breaker: Arc::clone(&self.breaker),
        }
    }
}

impl<C> Default for TextLines<C> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<C: Carrier> TextLines<C> {
    /// These and no others from now on; each is taken to work.
    pub fn set(&self, lines: Vec<(String, C)>) {
        let lines = lines.into_iter().map(|(name, carrier)| TextLine {
            name,
            carrier: Arc::new(carrier),
            breaker: Arc::default(),
        });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = lines.collect();
    }

    fn all(&self) -> Vec<TextLine<C>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn named(&self, name: &str) -> Option<TextLine<C>> {
        self.all().into_iter().find(|line| line.name == name)
    }

    /// The first that may be used now and has not just refused this message.
    fn next(&self, now: Duration, message: &Message, without: Option<&str>) -> Option<TextLine<C>> {
        let is_open =
            |line: &TextLine<C>| line.breaker.room(now, 1) > 0 && Some(line.name.as_str()) != without;
        let mut open = self.all().into_iter().filter(is_open);
        open.find(|line| !message.passed.contains(&line.name))
    }
}

/// Sends the text messages of the outbox.
pub struct Texter<C: Carrier + 'static>(Engine<Texts<C>>);

struct Texts<C> {
    app: App,
    lines: TextLines<C>,
    words: Words,
    base: Arc<str>,
}

impl<C> Clone for Texts<C> {
    fn clone(&self) -> Self {
        Self {
            app: self.app.clone(),
            lines: self.lines.clone(),
            words: self.words,
            base: Arc::clone(&self.base),
        }
    }
}

impl<C: Carrier + 'static> Texter<C> {
    /// `base`: the address of the pages for links, without a closing slash; `pace` is shared with whoever else sends.
    pub fn new(app: App, lines: TextLines<C>, (words, base): (Words, &str), pace: Arc<Pace>) -> Self {
        let texts = Texts {
            app: app.clone(),
            lines,
            words,
            base: Arc::from(base),
        };
        Self(Engine::new(app, texts, pace))
    }

    /// Sends until `stop` comes true; messages on their way are recorded before it ends.
    pub async fn work(self, stop: watch::Receiver<bool>) {
        self.0.work(stop).await;
    }

    /// Tries what is due now; how many were tried, doubts included.
    pub async fn round(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        self.0.round(stop).await
    }
}

impl<C: Carrier> Texts<C> {
    fn text_of(&self, notice: &Notice) -> Result<TextMessage, String> {
        let agenda = self.app.agenda();
        let Contact::Phone(to) = &notice.message.to else {
            return Err("not a phone number".to_owned());
        };
        let text = (self.words)(notice, &agenda.set_up().practice, &self.base);
        Ok(TextMessage {
            to: to.clone(),
            text: text.ok_or("nothing to say any more")?,
            key: notice.message.key.clone(),
            useful_until: notice.message.useful_until,
        })
    }

    /// Surely not accepted: over another line at once, or later.
    fn not_now(&self, line: &TextLine<C>, message: &Message, reason: String) -> Outcome {
        let clock = self.app.clock();
        if self
            .lines
            .next(clock.elapsed(), message, Some(&line.name))
            .is_some()
        {
            return Outcome::Elsewhere(line.name.clone(), reason);
        }
        Outcome::Later(clock.known_now() + backoff::pause(message.attempts + 1), reason)
    }
}

impl<C: Carrier + 'static> Sender for Texts<C> {
    const MEDIUM: Medium = Medium::Text;
    type Line = ();

    fn line(&self) {}

    fn names(&self) -> Vec<String> {
        self.lines.all().into_iter().map(|line| line.name).collect()
    }

    fn room(&self, now: Duration, wished: u32) -> u32 {
        let rooms = self.lines.all().into_iter();
        rooms
            .map(|line| line.breaker.room(now, wished))
            .max()
            .unwrap_or(0)
    }

    fn carrier(&self, now: Duration, notice: &Notice) -> Option<String> {
        self.lines.next(now, &notice.message, None).map(|line| line.name)
    }

    fn parts(&self, notice: &Notice) -> u32 {
        let parts = self.text_of(notice).map(|text| Segments::of(&text.text).parts);
        parts.map_or(0, |parts| u32::try_from(parts).unwrap_or(u32::MAX))
    }

    async fn send(&self, (): &mut (), claimed: &Claimed) -> Sent {
        let (message, now) = (&claimed.notice.message, self.app.clock().elapsed());
        let text = match self.text_of(&claimed.notice) {
            Ok(text) => text,
            Err(reason) => return Outcome::Failed(reason).into(),
        };
        let line = self.lines.named(&claimed.carrier);
        let Some(line) = line.filter(|line| line.breaker.begins(now)) else {
            return Outcome::Untouched.into();
        };
        let verdict = line.carrier.send(&text).await;
        let now = self.app.clock().elapsed();
        match &verdict {
            Verdict::NoLine(reason) | Verdict::Unknown(reason) => line.breaker.failed(now, reason),
            Verdict::Misconfigured(reason) => line.breaker.stopped(now, reason),
            Verdict::Sent(_) | Verdict::NotNow(_) | Verdict::Never(_) => line.breaker.worked(),
        }
        match verdict {
            Verdict::Sent(receipt) => Sent {
                outcome: Outcome::Sent(receipt.reference),
                parts: receipt.parts,
            },
            Verdict::NoLine(reason) | Verdict::Misconfigured(reason) | Verdict::NotNow(reason) => {
                self.not_now(&line, message, reason).into()
            }
            Verdict::Never(reason) => Outcome::Failed(reason).into(),
            Verdict::Unknown(reason) => Outcome::Unknown(reason).into(),
        }
    }

    async fn ask(&self, notice: &Notice) -> ClearedUp {
        let message = &notice.message;
        let line = message.carrier.as_deref().and_then(|name| self.lines.named(name));
        let (Some(line), Some(since), Ok(text)) = (line, message.attempted, self.text_of(notice)) else {
            return ClearedUp::Never;
        };
        match line.carrier.find(&text, since).await {
            Found::Accepted(receipt) => ClearedUp::Accepted(receipt.reference),
            Found::Absent => ClearedUp::Absent,
            Found::Unclear => ClearedUp::Never,
        }
    }

    /// A carrier that is left alone for a while may know when it is back; one that is gone never will.
    fn can_ask(&self, now: Duration, notice: &Notice) -> bool {
        let name = notice.message.carrier.as_deref();
        let line = name.and_then(|name| self.lines.named(name));
        line.is_none_or(|line| line.breaker.room(now, 1) > 0)
    }

    async fn rest(&self, (): &mut ()) {}

    fn news(&self) -> Vec<(String, LineNews)> {
        let mut news = Vec::new();
        for line in self.lines.all() {
            news.extend(line.breaker.told().map(|one| (line.name.clone(), one)));
        }
        news
    }
}
