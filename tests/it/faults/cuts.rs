//! Power cuts and `kill -9` while clients book: nothing acknowledged is lost, nothing is sold twice, the program comes back alone.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::disk::{Control, Disk};
use super::ledger::Ledger;
use super::load::{Load, Plan};
use super::premises::Premises;
use super::server::Server;
use super::{Chance, rounds};

const CLIENTS: usize = 12;
/// Bookings before a cut may come, so that each round has something to lose.
const BOOKED_BEFORE: i64 = 10;

#[test]
fn a_power_cut_loses_no_acknowledged_booking() {
    let rounds = rounds("GRAPPE_POWER_CUTS", 6);
    let mut campaign = Campaign::new("power cuts");
    let disk = Disk::new(&campaign.premises.data(), campaign.premises.scratch());
    for round in 0..rounds {
        disk.heal();
        // Every other time the kernel has already written half of what was not synced, in any order.
        disk.set(Control::LeakPercent, if round % 2 == 1 { 50 } else { 0 });
        // Every third time the power goes within a sync.
        disk.set(
            Control::CutAtSync,
            if round % 3 == 2 {
                campaign.chance.between(3, 80)
            } else {
                0
            },
        );
        campaign.cut(Some(&disk));
        assert!(
            disk.get(Control::Tracked) >= 2,
            "the library saw the database and its log"
        );
        disk.heal();
        campaign.comes_back();
    }
    campaign.says();
}

#[test]
fn kill_9_loses_no_acknowledged_booking() {
    let rounds = rounds("GRAPPE_KILLS", 8);
    let mut campaign = Campaign::new("kills");
    for _ in 0..rounds {
        campaign.cut(None);
        campaign.comes_back();
    }
    campaign.says();
}

/// One data folder over all rounds, so that damage would add up.
struct Campaign {
    name: &'static str,
    premises: Premises,
    plan: std::sync::Arc<Plan>,
    ledger: Ledger,
    chance: Chance,
    rounds: usize,
    repeated: usize,
    slowest_start: Duration,
}

impl Campaign {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            premises: Premises::new(),
            plan: Plan::new(),
            ledger: Ledger::default(),
            chance: Chance::new(name),
            rounds: 0,
            repeated: 0,
            slowest_start: Duration::ZERO,
        }
    }

    /// Starts, books, and ends it at a moment of chance, or at the sync that the disk was told.
    fn cut(&mut self, disk: Option<&Disk>) {
        let Ok(mut server) = Server::start(&self.premises, disk) else {
            // The power went during the start: nobody was told anything.
            return;
        };
        let load = Load::on(&server, &self.plan, CLIENTS);
        let limit = Instant::now() + Duration::from_mins(1);
        while server.is_running() && load.acknowledged() < BOOKED_BEFORE {
            assert!(Instant::now() < limit, "nothing is booked");
            sleep(Duration::from_millis(2));
        }
        let waits_for_sync = disk.is_some_and(|disk| disk.get(Control::CutAtSync) > 0);
        if waits_for_sync {
            while server.is_running() {
                assert!(Instant::now() < limit, "the sync never came");
                sleep(Duration::from_millis(2));
            }
        } else {
            sleep(Duration::from_millis(self.chance.between(20, 400)));
        }
        server.kill();
        self.ledger.note(load.end());
    }

    /// Starts it again and compares; the unanswered requests are repeated as their clients would.
    fn comes_back(&mut self) {
        let began = Instant::now();
        let server = Server::sound(&self.premises);
        assert_eq!(server.get("/api/v1/slots?care=1&practitioner=1").status, 200);
        self.slowest_start = self.slowest_start.max(began.elapsed());
        let lost = self.ledger.lost(&self.premises);
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        self.repeated += self.ledger.repeat_unanswered(&server);
        let lost = self.ledger.lost(&self.premises);
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        drop(server);
        assert_eq!(self.premises.complaint(), None);
        self.rounds += 1;
    }

    #[expect(clippy::print_stdout, reason = "the figures of a campaign are its result")]
    fn says(&self) {
        println!(
            "{} {}: {} acknowledged, 0 lost, 0 double, {} unanswered requests repeated to one booking each, slowest start {:?}",
            self.rounds,
            self.name,
            self.ledger.acknowledged(),
            self.repeated,
            self.slowest_start,
        );
    }
}
