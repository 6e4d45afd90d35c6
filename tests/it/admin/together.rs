//! Two people at one appointment: the second sees what changed, from what to what, and keeps what was typed.

use super::Crew;
use super::desk::{TUESDAY_9, again, page_of, send};

#[test]
fn a_note_that_comes_late_is_kept_beside_what_changed() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let (mut marie, mut alice) = (site.signed_in("marie"), site.signed_in("alice"));
    let open = alice.get(&page_of(&booked));
    let to = format!("{}/move", page_of(&booked));
    let fields = [("do", "move"), ("with", "1"), ("start", "2026-03-03T09:00:00Z")];
    let moved = send(&mut marie, &to, &to, &fields);
    assert_eq!(moved.status, 303, "{}", moved.text());
    let late = again(
        &mut alice,
        &open,
        &format!("{}/note", page_of(&booked)),
        &[("note", "à jeun")],
    );
    late.assert(
        409,
        &[
            "à jeun</textarea>",
            "marie L'Hôte l'a changé lundi 2 mars à 9 h",
            "mardi 3 mars à 9 h, 30 minutes, Dr Hélène Martin → mardi 3 mars à 10 h, 30 minutes, Dr Hélène Martin",
        ],
    );
    // The page is that of the row that stands for it now: sent again, the note is written.
    let now = super::field(&late, "version");
    assert_eq!(now, "1");
    let action = late
        .values("action=\"")
        .into_iter()
        .find(|to| to.ends_with("/note"))
        .unwrap();
    assert_ne!(action, format!("{}/note", page_of(&booked)));
    let done = again(&mut alice, &late, &action, &[("note", "à jeun")]);
    alice.follow(done).assert(200, &["à jeun</textarea>"]);
}

#[test]
fn a_move_of_what_was_cancelled_or_marked_says_who_did_so() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let (mut marie, mut paul) = (site.signed_in("marie"), site.signed_in("paul"));
    let to = format!("{}/move", page_of(&booked));
    let open = paul.get(&to);
    let mark = format!("{}/mark", page_of(&booked));
    send(&mut marie, &page_of(&booked), &mark, &[("status", "arrived")]);
    let late = again(
        &mut paul,
        &open,
        &to,
        &[("do", "move"), ("with", "1"), ("start", "2026-03-03T09:30:00Z")],
    );
    late.assert(409, &["marie L'Hôte l'a changé", "Confirmé → Arrivé"]);
}

#[test]
fn of_two_notes_the_second_sees_the_first_beside_its_own() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let (mut paul, mut alice) = (site.signed_in("paul"), site.signed_in("alice"));
    let (page, to) = (page_of(&booked), format!("{}/note", page_of(&booked)));
    for (first, told) in [
        ("fauteuil roulant", "<blockquote>fauteuil roulant</blockquote>"),
        ("", "Elle a été vidée."),
    ] {
        let open = alice.get(&page);
        let written = send(&mut paul, &page, &to, &[("note", first)]);
        assert_eq!(written.status, 303, "{}", written.text());
        let late = again(&mut alice, &open, &to, &[("note", "à jeun")]);
        late.assert(409, &["paul L'Hôte a changé la note", told, "à jeun</textarea>"]);
    }
    // Sent again after having seen the other one, it is written.
    let open = alice.get(&page);
    let done = again(&mut alice, &open, &to, &[("note", "à jeun")]);
    let done = alice.follow(done);
    done.assert(200, &["à jeun</textarea>"]);
    assert!(!done.text().contains("<blockquote>"));
}
