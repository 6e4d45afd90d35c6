//! What is in the way of messages, in words: a line that is down, the ceiling of a day that is reached; what goes another way meanwhile,
//! when it is tried again, and what there is to do.

use crate::app::{CeilingReached, LineTrouble};
use crate::domain::sms;
use crate::domain::staff::Right;
use crate::i18n::Texts;
use crate::messages::ceiling_words;
use crate::store::Medium;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::setup::sms_name_key;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// A notice on the page of messages.
pub(super) struct Notice {
    /// What, and since when.
    pub(super) what: String,
    /// What there is to do.
    pub(super) remedy: String,
    /// What goes another way, what waits, when it is tried again.
    pub(super) meanwhile: String,
    /// Words of the other side, as they came.
    pub(super) words: String,
    /// Page on which it is done, and what it is called: for whoever may open it.
    pub(super) place: Option<(String, String)>,
}

/// Everything that is in the way now.
pub(super) async fn notices(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<Notice>, Halt> {
    let mut notices = Vec::new();
    for line in web.app.line_troubles().await? {
        notices.push(line_notice(web, visit, staff, &line));
    }
    if let Some(ceiling) = web.app.ceiling_reached().await? {
        notices.push(ceiling_notice(web, visit, staff, ceiling));
    }
    Ok(notices)
}

fn line_notice(web: &Web, visit: &Visit, staff: &Staff, line: &LineTrouble) -> Notice {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let (remedy, words) = remedy(t, line);
    let say = |key: &str| t.text(key).into_owned();
    let mut meanwhile = Vec::new();
    if !line.is_relieved {
        meanwhile.push(say(match (line.has_other_way, line.medium) {
            (true, Medium::Email) => "outbox-down-other-sms",
            (true, Medium::Text) => "outbox-down-other-email",
            (false, _) => "outbox-down-no-other",
        }));
        if line.gone > 0 {
            meanwhile.push(t.with("outbox-down-gone", &[("count", line.gone.into())]));
        }
    }
    if let Some(again) = line.again {
        let when = t.moment_short(zone, again);
        meanwhile.push(t.with("outbox-down-again", &[("when", when.into())]));
    }
    let place = match line.medium {
        Medium::Email => "mail",
        Medium::Text => "sms",
    };
    Notice {
        what: line_words(web, visit, line),
        remedy,
        meanwhile: meanwhile.join(" "),
        words,
        place: set_up(visit, staff, place),
    }
}

/// What to do, and the other side's words. Of a text message more is known than of a letter.
fn remedy(t: Texts, line: &LineTrouble) -> (String, String) {
    let (key, words) = match sms::Trouble::of(&line.words).filter(|_| line.medium == Medium::Text) {
        Some((trouble, words)) => (format!("sms-trouble-{}", trouble.key()), words),
        None => (format!("outbox-do-{}", line.trouble.key()), line.words.as_str()),
    };
    (t.text(&key).into_owned(), words.to_owned())
}

fn ceiling_notice(web: &Web, visit: &Visit, staff: &Staff, ceiling: CeilingReached) -> Notice {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let when = t.moment_short(zone, ceiling.until);
    Notice {
        what: t.with("outbox-ceiling", &[("when", when.into())]),
        remedy: t.text("outbox-ceiling-do").into_owned(),
        meanwhile: ceiling_words(t, ceiling),
        words: String::new(),
        place: set_up(visit, staff, "sms"),
    }
}

fn set_up(visit: &Visit, staff: &Staff, page: &str) -> Option<(String, String)> {
    let may = staff.0.may(Right::Administer);
    let t = visit.texts();
    let name = format!("{} › {}", t.text("setup-title"), t.text(&format!("{page}-title")));
    may.then(|| (visit.link(&format!("/admin/setup/{page}")), name))
}

/// « Aucun courriel ne part depuis le … ».
pub(super) fn line_words(web: &Web, visit: &Visit, line: &LineTrouble) -> String {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let since = t.moment_short(zone, line.since);
    if line.is_relieved {
        let name = line.line.as_deref().unwrap_or_default();
        let known = web.app.known_sms_lines();
        let provider = known.line(name).map(|line| line.provider);
        let name = provider.map_or(name.into(), |provider| t.text(sms_name_key(provider)));
        let said = [("when", since.into()), ("line", name.into_owned().into())];
        return t.with("outbox-down-line", &said);
    }
    let key = match line.medium {
        Medium::Email => "outbox-down-email",
        Medium::Text => "outbox-down-sms",
    };
    t.with(key, &[("when", since.into()), ("count", line.waiting.into())])
}
