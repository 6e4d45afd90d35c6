//! Each line of the matrix of caldav §6.1, by its name.

use super::*;

/// An hour of a Monday, the present being the Monday before.
fn at(hour: i64, minutes: i64) -> Interval {
    let start = now() + TimeDelta::days(7) + TimeDelta::hours(hour);
    Interval::lasting(start, TimeDelta::minutes(minutes))
}

fn now() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn ago(minutes: i64) -> Instant {
    now() - TimeDelta::minutes(minutes)
}

/// As the server confirmed it: revision 7, nine o'clock.
fn known() -> Known {
    Known {
        interval: at(9, 30),
        revision: 7,
    }
}

fn stand(interval: Interval) -> Stand {
    Stand {
        interval,
        is_cancelled: false,
        is_transparent: false,
        repeats: false,
        revision: Some(7),
        modified: Some(ago(1)),
    }
}

fn unchanged() -> Web {
    Web {
        interval: Some(at(9, 30)),
        is_pending: true,
        changed: None,
    }
}

fn around() -> Around {
    Around {
        now: now(),
        polled: Some(ago(5)),
        is_in_hours: true,
        meets_booking: false,
        meets_busy: false,
    }
}

fn decided(seen: Seen, web: Web, around: Around) -> Decision {
    decide(seen, known(), web, around, LinkOptions::default())
}

fn moved_to(interval: Interval, around: Around) -> Decision {
    decided(Seen::Standing(stand(interval)), unchanged(), around)
}

#[test]
fn moved_to_a_free_time_in_the_hours_moves_and_tells() {
    assert_eq!(moved_to(at(11, 30), around()), Decision::Move(at(11, 30), None));
}

#[test]
fn a_move_within_a_day_is_asked_about_first() {
    let soon = Interval::lasting(now() + TimeDelta::hours(23), TimeDelta::minutes(30));
    assert_eq!(
        moved_to(soon, around()),
        Decision::AskMove(soon),
        "to a near time"
    );
    let (web, known) = (
        Web {
            interval: Some(soon),
            ..unchanged()
        },
        Known {
            interval: soon,
            revision: 7,
        },
    );
    let away = Seen::Standing(stand(at(11, 30)));
    let decision = decide(away, known, web, around(), LinkOptions::default());
    assert_eq!(decision, Decision::AskMove(at(11, 30)), "from a near time");
}

#[test]
fn a_link_may_ask_about_every_move() {
    let options = LinkOptions {
        asks_before_moving: true,
        ..LinkOptions::default()
    };
    let decision = decide(
        Seen::Standing(stand(at(11, 30))),
        known(),
        unchanged(),
        around(),
        options,
    );
    assert_eq!(decision, Decision::AskMove(at(11, 30)));
}

#[test]
fn moved_outside_the_hours_or_to_another_length_is_the_practitioners_decision() {
    let outside = Around {
        is_in_hours: false,
        ..around()
    };
    let note = Some(DecisionKind::OutsideHours);
    assert_eq!(moved_to(at(20, 30), outside), Decision::Move(at(20, 30), note));
    let note = Some(DecisionKind::OtherLength);
    assert_eq!(moved_to(at(9, 45), around()), Decision::Move(at(9, 45), note));
    assert_eq!(moved_to(at(9, 20), around()), Decision::Move(at(9, 20), note));
}

#[test]
fn moved_onto_another_appointment_is_put_back() {
    let taken = Around {
        meets_booking: true,
        ..around()
    };
    let back = Decision::PutBack(Some(DecisionKind::PutBackTaken));
    assert_eq!(moved_to(at(11, 30), taken), back);
    assert_eq!(
        moved_to(at(11, 0), around()),
        back,
        "no time at all is no appointment"
    );
}

#[test]
fn moved_onto_foreign_busy_time_is_accepted_with_a_notice() {
    let busy = Around {
        meets_busy: true,
        ..around()
    };
    let note = Some(DecisionKind::OverBusy);
    assert_eq!(moved_to(at(11, 30), busy), Decision::Move(at(11, 30), note));
}

#[test]
fn moved_to_the_past_is_put_back() {
    let past = Interval::lasting(ago(60), TimeDelta::minutes(30));
    assert_eq!(
        moved_to(past, around()),
        Decision::PutBack(Some(DecisionKind::PutBackPast))
    );
}

#[test]
fn moved_here_and_there_the_web_wins_after_the_last_good_pass() {
    let web = Web {
        interval: Some(at(15, 30)),
        changed: Some(ago(3)),
        ..unchanged()
    };
    let seen = Seen::Standing(stand(at(11, 30)));
    assert_eq!(
        decided(seen, web, around()),
        Decision::PutBack(Some(DecisionKind::LostToWeb)),
        "though the event says a later time"
    );
}

#[test]
fn moved_here_and_there_before_the_last_good_pass_the_later_one_wins() {
    let web = |minutes| Web {
        interval: Some(at(15, 30)),
        changed: Some(ago(minutes)),
        ..unchanged()
    };
    let seen = Seen::Standing(Stand {
        modified: Some(ago(8)),
        ..stand(at(11, 30))
    });
    let note = Some(DecisionKind::WonOverWeb);
    assert_eq!(decided(seen, web(9), around()), Decision::Move(at(11, 30), note));
    let lost = Decision::PutBack(Some(DecisionKind::LostToWeb));
    assert_eq!(decided(seen, web(7), around()), lost);
    let silent = Seen::Standing(Stand {
        modified: None,
        ..stand(at(11, 30))
    });
    assert_eq!(
        decided(silent, web(9), around()),
        lost,
        "who says nothing was earlier"
    );
    let never = Around {
        polled: None,
        ..around()
    };
    assert_eq!(decided(seen, web(9), never), lost);
}

#[test]
fn moved_there_and_cancelled_here_stays_cancelled() {
    let web = Web {
        interval: None,
        is_pending: false,
        changed: Some(ago(9)),
    };
    let seen = Seen::Standing(stand(at(11, 30)));
    let told = Decision::Withdraw(Some(DecisionKind::LostToWeb));
    assert_eq!(decided(seen, web, around()), told);
    let unmoved = Seen::Standing(stand(at(9, 30)));
    assert_eq!(decided(unmoved, web, around()), Decision::Withdraw(None));
}

#[test]
fn both_moved_to_the_same_time_agree() {
    let web = Web {
        interval: Some(at(11, 30)),
        changed: Some(ago(3)),
        ..unchanged()
    };
    let seen = Seen::Standing(stand(at(11, 30)));
    assert_eq!(decided(seen, web, around()), Decision::Nothing);
}

#[test]
fn moved_into_a_slot_being_booked_is_put_back() {
    // What is being booked is a hold, which meets the move like an appointment does.
    let held = Around {
        meets_booking: true,
        meets_busy: true,
        is_in_hours: false,
        ..around()
    };
    assert_eq!(
        moved_to(at(11, 30), held),
        Decision::PutBack(Some(DecisionKind::PutBackTaken))
    );
}

#[test]
fn edited_words_are_ignored() {
    assert_eq!(moved_to(at(9, 30), around()), Decision::Nothing);
    let web = Web {
        interval: Some(at(15, 30)),
        changed: Some(ago(3)),
        ..unchanged()
    };
    let seen = Seen::Standing(stand(at(9, 30)));
    assert_eq!(
        decided(seen, web, around()),
        Decision::Nothing,
        "its own change is on the way"
    );
}

#[test]
fn made_transparent_the_appointment_stands() {
    let seen = Seen::Standing(Stand {
        is_transparent: true,
        ..stand(at(9, 30))
    });
    assert_eq!(
        decided(seen, unchanged(), around()),
        Decision::Notice(DecisionKind::Transparent)
    );
}

#[test]
fn made_to_repeat_the_first_time_is_the_appointment() {
    let seen = Seen::Standing(Stand {
        repeats: true,
        ..stand(at(9, 30))
    });
    assert_eq!(
        decided(seen, unchanged(), around()),
        Decision::Notice(DecisionKind::Repeats)
    );
}

#[test]
fn cancelled_by_hand_is_the_same_as_deleted() {
    let seen = Seen::Standing(Stand {
        is_cancelled: true,
        ..stand(at(9, 30))
    });
    assert_eq!(decided(seen, unchanged(), around()), Decision::AskDeleted);
}

#[test]
fn deleted_is_a_question() {
    assert_eq!(decided(Seen::Gone, unchanged(), around()), Decision::AskDeleted);
}

#[test]
fn deleted_cancels_after_a_grace_where_the_link_says_so() {
    let options = LinkOptions {
        deleting_cancels: true,
        ..LinkOptions::default()
    };
    let decision = decide(Seen::Gone, known(), unchanged(), around(), options);
    assert_eq!(decision, Decision::CancelLater);
}

#[test]
fn deleted_there_and_modified_here_is_created_again() {
    let web = Web {
        interval: Some(at(15, 30)),
        changed: Some(ago(3)),
        ..unchanged()
    };
    assert_eq!(decided(Seen::Gone, web, around()), Decision::PutBack(None));
}

#[test]
fn deleted_there_and_cancelled_here_is_nothing_to_do() {
    let web = Web {
        interval: None,
        is_pending: false,
        changed: Some(ago(3)),
    };
    assert_eq!(decided(Seen::Gone, web, around()), Decision::Nothing);
}

#[test]
fn an_old_event_that_is_deleted_cancels_nothing() {
    let over = Web {
        interval: Some(Interval::lasting(ago(90), TimeDelta::minutes(30))),
        ..unchanged()
    };
    assert_eq!(decided(Seen::Gone, over, around()), Decision::Nothing);
    let seen = Web {
        is_pending: false,
        ..unchanged()
    };
    assert_eq!(
        decided(Seen::Gone, seen, around()),
        Decision::Nothing,
        "being seen"
    );
}

#[test]
fn a_patient_who_is_here_is_not_moved() {
    let web = Web {
        is_pending: false,
        ..unchanged()
    };
    let seen = Seen::Standing(stand(at(11, 30)));
    assert_eq!(decided(seen, web, around()), Decision::PutBack(None));
}

#[test]
fn a_copy_that_a_server_was_put_back_from_is_no_move_of_anybody() {
    let seen = Seen::Standing(Stand {
        revision: Some(6),
        ..stand(at(11, 30))
    });
    assert_eq!(decided(seen, unchanged(), around()), Decision::PutBack(None));
    let marked = Seen::Standing(Stand {
        revision: None,
        ..stand(at(11, 30))
    });
    assert_eq!(
        decided(marked, unchanged(), around()),
        Decision::Move(at(11, 30), None)
    );
}
