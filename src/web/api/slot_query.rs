//! The question of `GET /api/v1/slots`, read without an allocation.

use chrono::NaiveDate;

use super::fields::{Wrong, iso_date};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::{PEOPLE_MAX, SlotQuery};

/// Longest span of one question, in local days, both ends included.
const DAYS_MAX: i64 = 366;
/// Most seats of one question.
pub(super) const SEATS_MAX: u16 = 100;

#[derive(Default)]
struct Given<'a> {
    care: Option<&'a str>,
    practitioner: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    seats: Option<&'a str>,
    people: Option<&'a str>,
}

/// Reads the query; `today` is the practice's local date. Nothing here needs escapes, so none are undone.
pub(super) fn slot_query(query: &str, today: NaiveDate) -> Result<SlotQuery, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let given = given(query, &mut wrong);
    let mut keep = |name: &str, problem: FieldProblem| wrong.push(Wrong::parameter(name, problem));
    let care = number(given.care.unwrap_or(""), &mut |problem| keep("care", problem));
    let practitioner = match given.practitioner {
        None | Some("any") => None,
        Some(text) => number(text, &mut |problem| keep("practitioner", problem)),
    };
    let mut date = |name: &str, text: Option<&str>, absent: NaiveDate| match text.map(iso_date) {
        None => absent,
        Some(Ok(date)) => date,
        Some(Err(problem)) => {
            keep(name, problem);
            absent
        }
    };
    let from = date("from", given.from, today);
    let to = date("to", given.to, from);
    if given.to.is_some() && to < from {
        keep("to", FieldProblem::EndBeforeStart);
    } else if (to - from).num_days() >= DAYS_MAX {
        keep(
            "to",
            FieldProblem::OutOfRange {
                min: 1,
                max: DAYS_MAX,
            },
        );
    }
    let mut count = |name: &str, text: Option<&str>, max: u16| match text.map(str::parse) {
        None => 1,
        Some(Ok(count)) if (1..=max).contains(&count) => count,
        Some(_) => {
            let max = max.into();
            keep(name, FieldProblem::OutOfRange { min: 1, max });
            1
        }
    };
    let seats = count("seats", given.seats, SEATS_MAX);
    let people = count("people", given.people, PEOPLE_MAX);
    match care.filter(|_| wrong.is_empty()) {
        Some(care) => {
            let practitioner = practitioner.map(PractitionerId);
            Ok(SlotQuery {
                seats,
                people,
                ..SlotQuery::new(CareTypeId(care), practitioner, from, to)
            })
        }
        None => Err(wrong),
    }
}

fn given<'a>(query: &'a str, wrong: &mut Vec<Wrong>) -> Given<'a> {
    let mut given = Given::default();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let place = match name {
            "care" => &mut given.care,
            "practitioner" => &mut given.practitioner,
            "from" => &mut given.from,
            "to" => &mut given.to,
            "seats" => &mut given.seats,
            "people" => &mut given.people,
            // The language of what goes wrong, as on every page.
            "lang" => continue,
            _ => {
                wrong.push(Wrong::unknown_parameter(name));
                continue;
            }
        };
        if place.replace(value).is_some() {
            wrong.push(Wrong::parameter(name, FieldProblem::Taken));
        }
    }
    given
}

fn number(text: &str, refuse: &mut impl FnMut(FieldProblem)) -> Option<i64> {
    if text.is_empty() {
        refuse(FieldProblem::Missing);
        return None;
    }
    let number = text.parse().ok();
    if number.is_none() {
        refuse(FieldProblem::Malformed);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Result<SlotQuery, Vec<Wrong>> {
        slot_query(query, "2026-03-02".parse().unwrap())
    }

    #[test]
    fn what_is_left_out_is_today_and_anybody() {
        let query = asked("care=3").unwrap();
        assert_eq!(
            (query.care, query.practitioner, query.seats),
            (CareTypeId(3), None, 1)
        );
        assert_eq!(
            (query.from.to_string(), query.to),
            ("2026-03-02".to_owned(), query.from)
        );
        let query = asked("care=3&practitioner=any&from=2026-05-01&to=2027-05-01&seats=2&people=4").unwrap();
        assert_eq!((query.seats, query.people, query.practitioner), (2, 4, None));
        assert_eq!(query.to.to_string(), "2027-05-01");
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        for (query, mistakes) in [
            ("", 1),
            (
                "care=x&practitioner=y&from=2026-3-1&to=tomorrow&seats=0&people=5",
                6,
            ),
            ("care=1&care=2", 1),
            ("care=1&from=2026-03-02&to=2026-03-01", 1),
            ("care=1&from=2026-03-02&to=2027-03-03", 1),
            ("care=1&patient=7&x", 2),
            ("care=99999999999999999999", 1),
            ("care=1&from=%32026-03-02", 1),
        ] {
            assert_eq!(asked(query).unwrap_err().len(), mistakes, "{query}");
        }
    }
}
