//! Parts of longer messages, put together as they come in.

use super::{Deliver, Part};

/// Messages of which not all parts have come yet; the oldest makes room.
pub const UNFINISHED_MAX: usize = 16;

/// What waits for its other parts.
#[derive(Debug, Default)]
pub struct Joiner {
    unfinished: Vec<Unfinished>,
}

#[derive(Debug)]
struct Unfinished {
    from: String,
    reference: u16,
    parts: Vec<Option<String>>,
}

impl Joiner {
    /// Takes a message or a part: the whole text as soon as it is there. A part that came already is the same one again.
    pub fn join(&mut self, deliver: Deliver) -> Option<Deliver> {
        let Some(Part {
            reference,
            total,
            nth,
        }) = deliver.part.filter(|part| part.total > 1)
        else {
            return Some(deliver);
        };
        let is_same = |one: &Unfinished| {
            one.from == deliver.from && one.reference == reference && one.parts.len() == usize::from(total)
        };
        let place = self.unfinished.iter().position(is_same);
        let mut message = match place {
            Some(place) => self.unfinished.remove(place),
            None => Unfinished {
                from: deliver.from.clone(),
                reference,
                parts: vec![None; usize::from(total)],
            },
        };
        if let Some(part) = message.parts.get_mut(usize::from(nth).saturating_sub(1)) {
            *part = Some(deliver.text);
        }
        let whole: Option<Vec<&str>> = message.parts.iter().map(Option::as_deref).collect();
        if let Some(whole) = whole {
            return Some(Deliver {
                text: whole.concat(),
                part: None,
                from: deliver.from,
                at: deliver.at,
            });
        }
        if self.unfinished.len() >= UNFINISHED_MAX {
            self.unfinished.remove(0);
        }
        self.unfinished.push(message);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(from: &str, reference: u16, total: u8, nth: u8, text: &str) -> Deliver {
        Deliver {
            from: from.to_owned(),
            text: text.to_owned(),
            at: None,
            part: Some(Part {
                reference,
                total,
                nth,
            }),
        }
    }

    #[test]
    fn parts_are_joined_in_any_order_and_of_two_senders_apart() {
        let mut joiner = Joiner::default();
        assert_eq!(joiner.join(piece("+1", 7, 3, 3, "c")), None);
        assert_eq!(joiner.join(piece("+2", 7, 3, 1, "x")), None);
        assert_eq!(joiner.join(piece("+1", 7, 3, 1, "a")), None);
        assert_eq!(joiner.join(piece("+1", 7, 3, 1, "a")), None);
        assert_eq!(joiner.join(piece("+1", 7, 3, 2, "b")).unwrap().text, "abc");
        assert_eq!(joiner.join(piece("+1", 7, 3, 2, "b")), None);
    }

    #[test]
    fn one_part_is_a_message_and_the_oldest_makes_room() {
        let mut joiner = Joiner::default();
        assert_eq!(joiner.join(piece("+1", 7, 1, 1, "STOP")).unwrap().text, "STOP");
        for reference in 0..=16 {
            assert_eq!(joiner.join(piece("+1", reference, 2, 1, "a")), None);
        }
        assert_eq!(joiner.unfinished.len(), UNFINISHED_MAX);
        assert_eq!(joiner.join(piece("+1", 0, 2, 2, "b")), None);
        assert_eq!(joiner.join(piece("+1", 16, 2, 2, "b")).unwrap().text, "ab");
    }
}
