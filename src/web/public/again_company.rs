//! Those who came together the time before, when somebody who is known books again: nobody's name is told, only how many they are.

use super::criteria::Criteria;
use crate::app::Familiar;
use crate::domain::slot::PEOPLE_MAX;
use crate::i18n::Texts;

/// This one and all who came together the time before; this one alone where nobody can come in so large a number.
pub(super) fn all(familiar: &Familiar) -> u16 {
    let all = u16::try_from(1 + familiar.with.len()).unwrap_or(1);
    if all > PEOPLE_MAX { 1 } else { all }
}

/// How many come now: as the time before, unless something else is asked for or this one comes for something else.
pub(super) fn company(familiar: &Familiar, wishes: &Criteria) -> u16 {
    let all = all(familiar);
    let is_alike = familiar.care == familiar.before.care;
    match wishes.people {
        Some(people) if people == all => all,
        None if is_alike => all,
        _ => 1,
    }
}

/// The other way to come, in words and as the rest of a query; `None` for who came alone.
pub(super) fn other_company(t: Texts, familiar: &Familiar, company: u16) -> Option<(String, String)> {
    let all = all(familiar);
    if all == 1 {
        return None;
    }
    Some(if company > 1 {
        (t.text("again-alone").into_owned(), "&people=1".to_owned())
    } else {
        (
            t.with("again-together", &[("count", all.into())]),
            format!("&people={all}"),
        )
    })
}
