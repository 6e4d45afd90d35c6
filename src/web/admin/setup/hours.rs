//! Hours of a day as people write them: `9h-12h, 14:00-18:30`.

use super::reader::{Reader, short};
use crate::domain::id::CareTypeId;
use crate::domain::schedule::{WINDOWS_MAX, Window};
use crate::domain::time::DayTime;

/// Why a text is not the hours of a day.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HoursProblem {
    /// This part is no window.
    Malformed(String),
    /// This one ends before it begins: a night is two windows (booking-rules §1.2).
    EndNotAfterStart(String),
    /// More than anybody opens.
    TooMany,
}

type Pairs = Vec<(DayTime, DayTime)>;

/// A time of day: `9`, `9h`, `9 h 30`, `9:30`, `24:00`.
pub(in crate::web::admin) fn time(text: &str) -> Option<DayTime> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    let (hour, minute) = plain.split_once(['h', ':', '.']).unwrap_or((&plain, ""));
    let minute = if minute.is_empty() { "00" } else { minute };
    let is_clock = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !is_clock(hour) || minute.len() != 2 || !is_clock(minute) {
        return None;
    }
    DayTime::from_hm(hour.parse().ok()?, minute.parse().ok()?)
}

/// The windows in order; those that touch or overlap are one.
pub(super) fn parsed(text: &str) -> Result<Pairs, HoursProblem> {
    let text = text.to_lowercase().replace(" et ", ",").replace(" and ", ",");
    let pieces = text.split([',', ';', '\n', '/']).map(str::trim);
    let mut pairs = Pairs::new();
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let (start, end) = window(piece).ok_or_else(|| HoursProblem::Malformed(short(piece)))?;
        if end <= start {
            return Err(HoursProblem::EndNotAfterStart(short(piece)));
        }
        pairs.push((start, end));
    }
    let pairs = merged(pairs);
    if pairs.len() > WINDOWS_MAX {
        return Err(HoursProblem::TooMany);
    }
    Ok(pairs)
}

fn window(piece: &str) -> Option<(DayTime, DayTime)> {
    let piece = piece.strip_prefix("de ").unwrap_or(piece);
    let (start, end) = piece.split_once(['-', '–', '—', 'à'])?;
    Some((time(start)?, time(end)?))
}

fn merged(mut pairs: Pairs) -> Pairs {
    pairs.sort_unstable();
    let mut out = Pairs::new();
    for (start, end) in pairs {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

/// The text that [`parsed`] reads back.
pub(super) fn written<'a>(windows: impl IntoIterator<Item = &'a Window>) -> String {
    let pairs = windows.into_iter().map(|w| format!("{}-{}", w.start(), w.end()));
    pairs.collect::<Vec<_>>().join(", ")
}

/// Reads a field of hours.
pub(super) fn read(r: &mut Reader<'_>, name: &str, cares: Option<&[CareTypeId]>) -> Vec<Window> {
    let pairs = parsed(r.form.get(name)).unwrap_or_else(|problem| {
        let text = match problem {
            HoursProblem::Malformed(part) => r.t.with("setup-hours-malformed", &[("part", part.into())]),
            HoursProblem::EndNotAfterStart(part) => r.t.with("setup-hours-end", &[("part", part.into())]),
            HoursProblem::TooMany => r.t.text("setup-hours-too-many").into_owned(),
        };
        r.refuse_saying(name, text);
        Pairs::new()
    });
    let windows = pairs
        .into_iter()
        .filter_map(|(start, end)| Window::new(start, end, cares.map(<[_]>::to_vec)).ok());
    windows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> Result<String, HoursProblem> {
        let pairs = parsed(text)?;
        let parts = pairs.iter().map(|(start, end)| format!("{start}-{end}"));
        Ok(parts.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, expected) in [
            ("9h-12h, 14h-18h30", "09:00-12:00 14:00-18:30"),
            ("9:00 - 12:00 ; 14:00–18:00", "09:00-12:00 14:00-18:00"),
            ("de 9 h à 12 h 15 et 14 h à 18 h", "09:00-12:15 14:00-18:00"),
            ("9-12\n14-18", "09:00-12:00 14:00-18:00"),
            ("20:00-24:00", "20:00-24:00"),
            ("0h-24h", "00:00-24:00"),
            ("14h-18h, 9h-12h", "09:00-12:00 14:00-18:00"),
            ("9h-12h, 11h-13h, 13h-14h", "09:00-14:00"),
            ("", ""),
            (" , ", ""),
        ] {
            assert_eq!(hours(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_window_is_refused_with_its_words() {
        for text in [
            "9h",
            "matin",
            "9h-25h",
            "9h-12h60",
            "9h-24h01",
            "9h-12h-14h",
            "-",
            "900-1200",
            "9h5-12h",
        ] {
            assert!(
                matches!(hours(text), Err(HoursProblem::Malformed(_))),
                "{text}: {:?}",
                hours(text)
            );
        }
        for text in ["12h-9h", "9h-9h", "22h-6h", "8h-12h, 18h-14h"] {
            assert!(
                matches!(hours(text), Err(HoursProblem::EndNotAfterStart(_))),
                "{text}"
            );
        }
        let many: Vec<String> = (0..13).map(|hour| format!("{hour}:00-{hour}:30")).collect();
        assert_eq!(hours(&many.join(",")), Err(HoursProblem::TooMany));
    }
}
