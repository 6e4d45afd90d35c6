//! Many events that vanish or move at once are an accident, not a wish (caldav §6.3).

/// Fewer that vanish are believed, whatever their share.
const MANY: usize = 10;
/// More than this share of the calendar, percent, is an accident.
const SHARE: usize = 20;
/// All of ours, with at least so many in all.
const ALL_OF_OURS: usize = 3;
/// More of ours that moved in one pass are a change of zone or a copy that was put back.
const MOVED: usize = 20;

/// What the collection itself answered in this pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It is the calendar it was.
    Sound,
    /// 401, 403, 404 or 5xx.
    Refused,
    /// Something answers, which is no calendar.
    NoCalendar,
    /// We were sent to another host.
    Elsewhere,
}

/// A pass in numbers, before anything of it is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// What the collection answered.
    pub health: Health,
    /// Members known before (K).
    pub known: usize,
    /// Of them, those that are gone now (G).
    pub gone: usize,
    /// Of the members known before, those that are our events.
    pub ours: usize,
    /// Of them, those that are gone now.
    pub ours_gone: usize,
    /// Our events that stand at another time than the server confirmed.
    pub ours_moved: usize,
    /// Members in a full listing; `None` where only changes were asked for.
    pub listed: Option<usize>,
}

/// Why nothing of a pass is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// The server refuses the calendar.
    Refused,
    /// It is no calendar any more.
    NoCalendar,
    /// We are sent to another host.
    Elsewhere,
    /// Many events vanished.
    Vanished,
    /// Many of ours moved.
    Moved,
}

impl Suspicion {
    pub(super) const ALL: [Self; 5] = [
        Self::Refused,
        Self::NoCalendar,
        Self::Elsewhere,
        Self::Vanished,
        Self::Moved,
    ];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::NoCalendar => "no_calendar",
            Self::Elsewhere => "elsewhere",
            Self::Vanished => "vanished",
            Self::Moved => "moved",
        }
    }
}

/// So much of a full listing was shown to somebody and accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Accepted {
    /// Members that are gone.
    pub gone: usize,
    /// Our events that moved.
    pub moved: usize,
}

impl Accepted {
    /// What accepting this pass as it was shown accepts.
    pub fn of(pass: &Pass) -> Self {
        Self {
            gone: pass.gone,
            moved: pass.ours_moved,
        }
    }

    /// Whether a pass is no more than that: what vanished or moved beyond it is an accident again.
    pub fn covers(self, pass: &Pass) -> bool {
        pass.health == Health::Sound && pass.gone <= self.gone && pass.ours_moved <= self.moved
    }
}

/// Whether a pass may be applied; a suspicion suspends the link, keeps all that was known and pushes nothing.
pub fn guard(pass: &Pass) -> Result<(), Suspicion> {
    match pass.health {
        Health::Sound => {}
        Health::Refused => return Err(Suspicion::Refused),
        Health::NoCalendar => return Err(Suspicion::NoCalendar),
        Health::Elsewhere => return Err(Suspicion::Elsewhere),
    }
    let is_large_share = pass.gone >= MANY && pass.gone * 100 > pass.known * SHARE;
    let is_all_ours = pass.gone >= ALL_OF_OURS && pass.ours > 0 && pass.ours_gone == pass.ours;
    let is_empty = pass.known > 0 && pass.listed == Some(0);
    if is_large_share || is_all_ours || is_empty {
        return Err(Suspicion::Vanished);
    }
    if pass.ours_moved > MOVED {
        return Err(Suspicion::Moved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(known: usize, gone: usize) -> Pass {
        Pass {
            health: Health::Sound,
            known,
            gone,
            ours: 0,
            ours_gone: 0,
            ours_moved: 0,
            listed: None,
        }
    }

    #[test]
    fn a_collection_that_is_not_what_it_was_changes_nothing() {
        for (health, why) in [
            (Health::Refused, Suspicion::Refused),
            (Health::NoCalendar, Suspicion::NoCalendar),
            (Health::Elsewhere, Suspicion::Elsewhere),
        ] {
            let pass = Pass { health, ..pass(5, 0) };
            assert_eq!(guard(&pass), Err(why));
        }
    }

    #[test]
    fn ten_of_them_and_more_than_a_fifth() {
        assert_eq!(guard(&pass(9, 9)), Ok(()), "few, though all");
        assert_eq!(guard(&pass(50, 10)), Ok(()), "a fifth, not more");
        assert_eq!(guard(&pass(49, 10)), Err(Suspicion::Vanished));
        assert_eq!(guard(&pass(1000, 200)), Ok(()));
        assert_eq!(guard(&pass(1000, 201)), Err(Suspicion::Vanished));
    }

    #[test]
    fn three_of_them_and_all_of_ours() {
        let ours = |gone, ours, ours_gone| Pass {
            ours,
            ours_gone,
            ..pass(100, gone)
        };
        assert_eq!(guard(&ours(2, 2, 2)), Ok(()), "two are two wishes");
        assert_eq!(guard(&ours(3, 4, 3)), Ok(()), "one of ours is left");
        assert_eq!(guard(&ours(3, 1, 1)), Err(Suspicion::Vanished));
        assert_eq!(guard(&ours(3, 0, 0)), Ok(()), "none was there");
    }

    #[test]
    fn an_empty_listing_of_what_was_not_empty() {
        let listed = |known, listed| Pass {
            listed,
            ..pass(known, known)
        };
        assert_eq!(guard(&listed(1, Some(0))), Err(Suspicion::Vanished));
        assert_eq!(guard(&listed(0, Some(0))), Ok(()), "it was empty before");
        assert_eq!(guard(&listed(1, None)), Ok(()), "a delta names one deletion");
    }

    #[test]
    fn what_was_accepted_is_no_accident_and_what_is_more_is() {
        let shown = Pass {
            ours_moved: 25,
            ..pass(40, 12)
        };
        let accepted = Accepted::of(&shown);
        assert!(guard(&shown).is_err() && accepted.covers(&shown));
        let worse = [
            Pass { gone: 13, ..shown },
            Pass {
                ours_moved: 26,
                ..shown
            },
            Pass {
                health: Health::Refused,
                ..shown
            },
        ];
        assert!(worse.iter().all(|pass| !accepted.covers(pass)));
    }

    #[test]
    fn more_than_twenty_of_ours_moved_at_once() {
        let moved = |ours_moved| Pass {
            ours_moved,
            ..pass(100, 0)
        };
        assert_eq!(guard(&moved(20)), Ok(()));
        assert_eq!(guard(&moved(21)), Err(Suspicion::Moved));
    }
}
