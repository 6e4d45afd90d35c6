//! Disks that fail or are full under the running program.

use super::disk::{Control, Disk};
use super::ledger::Ledger;
use super::load::{Outcome, Plan};
use super::premises::Premises;
use super::rounds;
use super::server::Server;

/// Bookings tried on a failing disk, one after the other: enough for the log to be merged into the file once.
const TRIES: usize = 100;
const SLOTS: &str = "/api/v1/slots?care=1&practitioner=1";

/// One failure in a life of the program: at its start, or while it books.
struct Episode<'a> {
    premises: &'a Premises,
    disk: Disk,
    plan: std::sync::Arc<Plan>,
    ledger: Ledger,
}

impl Episode<'_> {
    fn try_bookings(&mut self, server: &Server, count: usize) -> Vec<u16> {
        let mut client = server.client();
        let mut refused = Vec::new();
        for _ in 0..count {
            let wish = self.plan.wish();
            let outcome = Outcome::of(wish.sent_by(&mut client));
            match &outcome {
                Outcome::Refused(answer) => refused.push(answer.status),
                Outcome::Unanswered => panic!("{wish:?} was not answered"),
                Outcome::Acknowledged(_) => {}
            }
            self.ledger.note(vec![(wish, outcome)]);
            let slots = client.get(SLOTS).unwrap();
            assert_eq!(slots.status, 200, "reading goes on: {slots:?}");
        }
        refused
    }

    /// The disk is sound again: the same process books again.
    fn recovers(&mut self, server: &Server) {
        self.disk.heal();
        let refused = self.try_bookings(server, 3);
        // Contested times are refused on any disk.
        assert!(
            refused.iter().all(|status| *status == 409) && refused.len() < 3,
            "{refused:?}"
        );
    }

    /// A later process finds everything that was acknowledged.
    fn is_whole(&self) {
        let server = Server::sound(self.premises);
        assert_eq!(server.get(SLOTS).status, 200);
        let lost = self.ledger.lost(self.premises);
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        drop(server);
        assert_eq!(self.premises.complaint(), None);
    }
}

/// Lives through the failure of one write or sync; whether there was one.
fn survives(like: &Premises, what: Control, number: u64, is_sticky: bool) -> bool {
    let premises = like.copy();
    let disk = Disk::new(&premises.data(), premises.scratch());
    disk.set(what, number);
    disk.set(Control::Sticky, u64::from(is_sticky));
    let mut episode = Episode {
        premises: &premises,
        disk,
        plan: Plan::new(),
        ledger: Ledger::default(),
    };
    match Server::start(&premises, Some(&episode.disk)) {
        Ok(server) => {
            episode.try_bookings(&server, TRIES);
            let used = [Control::Writes, Control::Syncs].map(|count| episode.disk.get(count));
            assert!(
                used.iter().any(|count| *count > 0),
                "the program is not on this disk: {used:?}"
            );
            let was_hit = episode.disk.get(Control::Faults) > 0;
            episode.recovers(&server);
            drop(server);
            episode.is_whole();
            was_hit
        }
        Err(ended) => {
            assert!(episode.disk.get(Control::Faults) > 0, "{ended:?}");
            assert!(
                ended.code.is_some_and(|code| code > 0),
                "not by an error of its own: {ended:?}"
            );
            assert!(!ended.said.contains("panicked"), "{ended:?}");
            episode.is_whole();
            true
        }
    }
}

#[expect(clippy::print_stdout, reason = "the figures of a campaign are its result")]
/// Fails the write or sync number `from`, `from + step`, … until there is none any more.
fn sweep(what: Control, step: u64, is_sticky: bool) -> u64 {
    let like = Premises::new();
    let mut number = 1;
    while survives(&like, what, number, is_sticky) {
        number += step;
    }
    println!("{what:?} 1, {}, … {}: survived each", 1 + step, number - step);
    number - 1
}

// Every write of a page is like its neighbours, and every sync: the whole sweep is for campaigns.

#[test]
fn failing_syncs_are_survived() {
    let syncs = sweep(Control::FailSyncAt, rounds("GRAPPE_FAULT_STEP", 13), false);
    assert!(syncs > TRIES as u64 / 2, "each booking syncs: {syncs}");
}

#[test]
fn failing_writes_are_survived() {
    let writes = sweep(Control::FailWriteAt, rounds("GRAPPE_FAULT_STEP", 307), false);
    assert!(writes > 10 * TRIES as u64, "each booking writes pages: {writes}");
}

#[test]
fn a_disk_that_stays_broken_is_survived() {
    let step = rounds("GRAPPE_FAULT_STEP", 307);
    sweep(Control::FailSyncAt, step.min(23), true);
    sweep(Control::FailWriteAt, step * 3, true);
}

#[test]
fn a_full_disk_refuses_bookings_and_goes_on_reading() {
    let like = Premises::new();
    for how in [1, 2] {
        let premises = like.copy();
        let disk = Disk::new(&premises.data(), premises.scratch());
        let server = Server::start(&premises, Some(&disk)).unwrap();
        let mut episode = Episode {
            premises: &premises,
            disk,
            plan: Plan::new(),
            ledger: Ledger::default(),
        };
        episode.try_bookings(&server, 3);
        episode.disk.set(Control::DiskFull, how);
        let mut client = server.client();
        for _ in 0..3 {
            let wish = episode.plan.wish();
            let refused = wish.sent_by(&mut client).unwrap();
            assert_eq!(refused.status, 503, "{refused:?}");
            assert!(
                refused.head.to_ascii_lowercase().contains("retry-after: "),
                "{refused:?}"
            );
            assert!(refused.is_problem_document(), "{refused:?}");
            let detail = refused.json()["detail"].as_str().unwrap().to_lowercase();
            assert!(detail.contains("espace") || detail.contains("space"), "{detail}");
            assert_eq!(client.get(SLOTS).unwrap().status, 200, "reading goes on");
        }
        episode.recovers(&server);
        drop(server);
        episode.is_whole();
    }
}
